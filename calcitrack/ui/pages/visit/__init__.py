"""The visit tab, and whoever writes an open draft."""
