"""The dock Inspector: the selected labels' attributes."""
