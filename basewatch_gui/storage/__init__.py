"""The project file: the only place for sqlite3. May import geometry and model."""
