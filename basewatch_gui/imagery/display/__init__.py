"""From raw samples to the pixels on the screen: stretch, mosaic of tiles, composed picture, mixes of two pictures."""
