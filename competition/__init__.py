"""The competition itself: what it stores, what its rules are, what people do. Knows no web."""
