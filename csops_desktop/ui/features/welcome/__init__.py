"""The first window: how one works, and with what to begin."""
