"""Papers as Word files (.docx), by python-docx: headings, tables, figures and styles that an office can restyle."""
