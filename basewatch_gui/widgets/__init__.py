"""What is on the screen. May import everything but main."""
