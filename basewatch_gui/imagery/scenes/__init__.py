"""What a folder or a selection of files holds: frames, and files that are frames only together."""
