"""The ten-second log: a bar at the bottom of every page."""
