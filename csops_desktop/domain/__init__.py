"""The business in plain Python: frozen dataclasses, pure functions, enums."""
