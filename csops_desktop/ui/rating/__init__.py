"""Rating a measure of a customer: the steps with their wording, reasons and a note, by key."""
