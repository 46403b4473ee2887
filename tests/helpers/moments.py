"""The moment at which the clock of the tests stands still."""

import datetime as dt

NOON = dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC)
