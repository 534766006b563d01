"""What is known of one frame, where each value came from, and how it is changed by hand."""
