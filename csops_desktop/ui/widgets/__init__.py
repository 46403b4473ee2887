"""Parts that more than one page uses; nothing here knows a feature."""
