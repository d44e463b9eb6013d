"""What is said to somebody who is refused: a table of sentences for each part of the site."""
