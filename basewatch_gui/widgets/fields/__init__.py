"""Form controls used by more than one capability."""
