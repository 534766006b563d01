"""What looks wrong in labels: one module a check, listed in registry.py; no window."""
