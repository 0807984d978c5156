"""How a case begins on the workbench, and what is known of one that has only been begun."""
