"""Records in and out of files: plain data to values and back. No store, no screen."""
