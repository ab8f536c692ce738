"""The chart of the open patient: its tabs, and what is asked of it."""
