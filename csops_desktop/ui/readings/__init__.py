"""Usage readings: typing in a month, putting single readings right; for every page that offers it."""
