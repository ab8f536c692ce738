"""Dialogs: values in, a value out. They never save, and know neither store nor session."""
