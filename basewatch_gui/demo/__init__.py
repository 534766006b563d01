"""The synthetic air base that the demo opens. May import everything below the session."""
