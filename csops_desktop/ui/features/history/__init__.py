"""What happened before: operations, the bin, backups."""
