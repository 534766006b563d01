"""How frames are displayed: the looks of an open project."""
