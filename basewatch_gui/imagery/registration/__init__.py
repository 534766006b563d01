"""Automatic registration: how two frames of one place lie to each other, found from their pixels."""
