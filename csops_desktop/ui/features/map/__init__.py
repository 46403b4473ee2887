"""The operation map: customers along the maturity curve, and what is done for them by level and touch model."""
