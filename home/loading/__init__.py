"""Loads a programme's data files, without ever overwriting an editor's work."""
