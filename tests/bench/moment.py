"""The moment at which every measurement happens: the stores were made for it, so that no day has turned since."""

import datetime as dt

from csops_desktop.foundation.clock import fixed

CLOCK = fixed(dt.datetime(2026, 11, 24, 3, 0, tzinfo=dt.UTC))
