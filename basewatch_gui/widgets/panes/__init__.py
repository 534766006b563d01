"""How the panes lie and what they show."""
