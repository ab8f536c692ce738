"""The visit grid and what records one lesion at one visit."""
