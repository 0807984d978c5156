"""The workbench: the cases of a folder in the browser, served on this machine alone."""
