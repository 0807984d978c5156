"""What the overview of a case says: where it stands, what is left, what is missing, who is near and who is far."""
