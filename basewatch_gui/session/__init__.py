"""The open project while the program runs: Qt objects, no windows. May import everything but widgets."""
