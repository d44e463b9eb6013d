"""The applicant's pages: writing, attaching, handing in, and what became of it."""
