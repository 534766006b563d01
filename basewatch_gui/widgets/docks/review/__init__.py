"""The docks Review and Checks."""
