"""The drawing tools in menu and tool bar."""
