"""Where the panes look: how they are kept in the project, the go-to line, copying, bookmarks."""
