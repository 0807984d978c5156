"""What follows an edit: at once, in words, and later."""
