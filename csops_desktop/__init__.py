"""CSOps Desktop: an offline workbench for customer success."""

__version__ = "0.1.0"
