"""A finding or a paper on a medium: one module a medium."""
