"""The query language that finds labels: its grammar, the values it tests, and its evaluation."""
