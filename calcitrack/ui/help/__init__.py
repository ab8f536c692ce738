"""Help: the topics, the sheet of all keys, the tour."""
