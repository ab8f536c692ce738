"""The grid of a visit: rows, cells, keys, and what is typed."""
