"""From statements to a drafted case."""
