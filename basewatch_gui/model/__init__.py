"""What the words mean: frame, category, label, edit, project. May import geometry and the standard library."""
