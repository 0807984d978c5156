"""The entries of a case that have a form on the table: what is listed of them, asked, written and taken out."""
