"""What stands in a case file, and what is wrong with it."""
