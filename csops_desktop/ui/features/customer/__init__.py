"""One customer: the panel beside the list, and its page in full."""
