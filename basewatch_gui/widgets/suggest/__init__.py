"""Suggestions: made from another date, walked and answered."""
