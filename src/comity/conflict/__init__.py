"""Conflicts in option form: decision makers, their options, and what each prefers, as the graph model has them."""
