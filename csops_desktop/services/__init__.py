"""What a user can do, one class per subject; owns the transaction."""
