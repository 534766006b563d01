"""Layers of marks over the labels: suggestions, keypoints."""
