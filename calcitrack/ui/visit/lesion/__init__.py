"""Everything that can be said of one lesion at one visit."""
