"""The application form: its steps, what the rules say to the answers, and the answers in words."""
