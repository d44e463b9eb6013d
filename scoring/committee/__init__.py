"""The committee of a call: members, conflicts of interest."""
