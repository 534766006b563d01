"""Other people's label formats, one module each. May import geometry and model."""
