"""Going to places: view history, the go-to line, bookmarks, and copying the place under the pointer."""
