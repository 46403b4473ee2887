"""What can be done with a contract, wherever one is shown: the questions it takes and the acts themselves."""
