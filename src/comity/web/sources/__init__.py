"""Reports on the workbench: what stands in them, what is read out of them, what becomes of it in the case."""
