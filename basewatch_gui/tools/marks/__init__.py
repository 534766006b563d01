"""Tools that leave marks other than labels."""
