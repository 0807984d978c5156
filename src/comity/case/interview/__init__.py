"""A case made by answering questions: what is asked next follows from what its file says already.

`Interview` is the door. Questions and answers are data, so that a terminal and a page can hold the same interview.
"""
