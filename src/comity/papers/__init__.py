"""The findings of a case as a document: for the terminal, and as one self-contained HTML file."""
