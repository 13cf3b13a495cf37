"""Saved searches: keeping them, telling their owners of new offers, ending the e-mails."""
