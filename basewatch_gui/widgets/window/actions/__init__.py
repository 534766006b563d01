"""Every action of the program in one table."""
