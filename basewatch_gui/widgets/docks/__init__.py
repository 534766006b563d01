"""The panels at the right side of the window: categories, labels, inspector, frames. May import session and below."""
