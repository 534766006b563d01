"""The program itself: its look and layout, quitting, and what it is."""
