"""What every action does."""
