"""From raw samples to the pixels on the screen."""
