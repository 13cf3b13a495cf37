"""The rules of an exchange as plain Python: no clock, no database, no framework."""
