"""The ratings that are due, worked off in one run."""
