"""The checks: each one module, functions over a scene and its labels."""
