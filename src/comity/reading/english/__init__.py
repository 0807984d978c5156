"""All that is English in the reader."""
