"""What happens to applications: the only code that changes a status.

One verb for each function, keyword-only, with actor and time passed in. Each locks the row, checks
it against the table of the lifecycle, writes, adds the audit entry and the mails, and commits.
"""
