"""What partnerships and the support office work with."""
