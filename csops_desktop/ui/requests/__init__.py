"""What can be done with a request, wherever one is written down: the question it takes and the acts themselves."""
