"""The coordinator's pages: the desk, calls, applications, eligibility, ranking, decision, announcement, letters."""
