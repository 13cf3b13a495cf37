"""Commands of the project's own workshop; nothing under ``site/`` imports them."""
