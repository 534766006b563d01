"""Inspector: shows and edits the selected labels."""
