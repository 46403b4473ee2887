"""Promises and requests: what we and the customers promised, what they ask for."""
