"""Playbooks: what a checklist is, when its steps are due, and how a run of it stands."""
