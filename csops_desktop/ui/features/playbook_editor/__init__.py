"""The editor of playbooks and the list of them."""
