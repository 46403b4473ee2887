"""The pages; each is a plug-in to the window and none knows another."""
