"""Registering one frame on another: tie points, an automatic proposal, the preview, the edit."""
