"""Playbooks: which checklists run, which are late, where they get stuck, what the week asks for."""
