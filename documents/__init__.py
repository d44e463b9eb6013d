"""Formats, in and out: PDF and DOCX so far. Knows no web, and nothing of scoring."""
