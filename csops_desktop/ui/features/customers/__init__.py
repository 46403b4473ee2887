"""The customer list with its saved views, filters, and the form of one customer."""
