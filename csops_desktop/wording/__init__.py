"""Every sentence a user reads that is not a fixed widget label."""
