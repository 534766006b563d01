"""Labelling by hand: what new labels get, the last heading, and what keys do to selected labels."""
