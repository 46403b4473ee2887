"""Certificates as Open Badges 3.0: made, signed, put into pictures, read back and checked, all without a network."""
