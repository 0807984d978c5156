"""Agreements on the workbench: their cards, how their points come about, and what is said against them."""
