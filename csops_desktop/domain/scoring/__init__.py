"""Health scores: what a scorecard defines, what one customer gets by it, and why."""
