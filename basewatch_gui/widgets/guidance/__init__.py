"""What helps the analyst: keys, the command palette, the help panel, and the way round the window by keyboard."""
