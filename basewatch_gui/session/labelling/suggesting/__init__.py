"""How suggestions are made, kept and settled."""
