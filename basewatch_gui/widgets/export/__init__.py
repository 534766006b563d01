"""Label files of other programs: import and export, made from the registry of formats."""
