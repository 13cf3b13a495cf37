"""What the mails say by default, and what fills them in."""
