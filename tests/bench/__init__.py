"""Measures the performance bars; run by ``python -m tests.bench``, not by the test run."""
