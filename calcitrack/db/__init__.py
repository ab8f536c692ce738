"""The vault: files, keys and tables. The only layer that knows SQL and encryption."""
