"""Contracts and renewals: what ends when, what we will keep, what we lost and why."""
