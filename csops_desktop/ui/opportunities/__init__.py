"""What can be asked and done about opportunities, wherever they are shown."""
