"""The forms of those who take part: one for each step of the application."""
