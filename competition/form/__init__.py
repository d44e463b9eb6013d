"""A call's form as data, and what is missing in the answers."""
