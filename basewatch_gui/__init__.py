"""BaseWatch: label aircraft and air-defence components on satellite frames by hand."""

__version__ = "0.1.0"
