"""What window and capabilities agree on: records of actions and docks, workspace, shell, keys in force."""
