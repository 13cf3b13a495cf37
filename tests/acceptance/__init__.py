"""What the site promises as a whole, whatever app keeps it."""
