"""One module per schema step; append-only."""
