"""Bytes to frozen rows and back. Does not know the store."""
