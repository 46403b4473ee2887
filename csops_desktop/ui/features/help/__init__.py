"""The help, as pages of text."""
