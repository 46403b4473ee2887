"""Customers that are in the store twice: the groups, and merging one field by field."""
