"""Changes that are tried beside a saved case: what is supposed, and what comes of it in numbers and words."""
