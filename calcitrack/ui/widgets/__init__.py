"""Widgets: values in by setters, wishes out by signals; none knows the session."""
