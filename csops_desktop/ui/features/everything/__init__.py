"""Everything out and everything back, from the File menu."""
