"""The trend of a record: what is drawn, where, and in which words."""
