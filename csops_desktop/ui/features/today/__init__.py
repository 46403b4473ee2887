"""The list of the day: what to do now, and why."""
