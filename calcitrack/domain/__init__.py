"""Values and pure functions of the clinic: standard library only, nothing here knows a screen or a table."""
