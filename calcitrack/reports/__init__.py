"""Prints: plain data to PDF bytes. No store, no Qt."""
