"""The committee member's pages: the calls where they sit, the declaration, the sheets."""
