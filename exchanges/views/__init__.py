"""What people see and send: each view parses, makes one call and answers."""
