"""The place of partnership managers and the support office."""
