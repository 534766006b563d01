"""What a file says about itself: when, by whom and how it was taken; one reader a provider, listed in frames.py."""
