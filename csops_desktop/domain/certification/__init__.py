"""Certification: the draw of a persona, what is marked, the decision, and what it is worth until when."""
