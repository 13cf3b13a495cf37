"""What those who take part see of themselves and of who fits them."""
