"""What pages share about playbooks: starting one."""
