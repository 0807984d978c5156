"""Which agreements would last, what breaks them first, and what is the least guarantee that holds?"""
