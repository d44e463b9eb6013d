"""Organisers (municipalities), applicant organisations, their people and what they may do."""
