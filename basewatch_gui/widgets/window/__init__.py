"""The main window: it composes panes, docks, actions and commands."""
