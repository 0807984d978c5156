"""The pages of the workbench: a module a page, each with its routes."""
