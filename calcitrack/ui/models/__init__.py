"""Table models over frozen rows, and what their columns say."""
