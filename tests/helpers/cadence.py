"""The cadence of the touch models of a new store."""

CADENCE_DAYS = {"high": 14, "low": 30, "tech": 60, "community": 90}
