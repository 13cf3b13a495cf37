"""How dates and times are written and read, in the ways of the place where they differ."""
