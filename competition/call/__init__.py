"""A round of the competition: dates, documents, criteria, amendments, the deadline in force."""
