"""The page of health: who is at risk, who can grow, and whether the score is right."""
