"""What a table cell draws where text is not enough."""
