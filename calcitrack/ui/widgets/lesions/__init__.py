"""Lesions in lists and drawings, and the choice of a site."""
