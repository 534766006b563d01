"""Keys: the usual ones and the user's own, what takes them, and the window that shows and changes them."""
