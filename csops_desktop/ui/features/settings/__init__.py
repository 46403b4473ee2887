"""The settings of this machine and of the store."""
