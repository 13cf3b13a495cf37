"""The applicant's own place, `/my/`."""
