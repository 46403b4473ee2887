"""The services on the command line."""
