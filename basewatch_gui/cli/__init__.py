"""The command line: one module a group of commands. Commands that need no window import no Qt."""
