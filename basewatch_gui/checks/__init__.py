"""Checks of labels: one module a check, listed in registry.py.

Functions over a frame and its labels, without a window.
"""
