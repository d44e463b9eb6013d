"""The committee: its members, their score sheets, the meeting; and the arithmetic that anyone can repeat."""
