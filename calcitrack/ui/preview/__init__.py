"""A print inside the window: its pages on screen, and from there to a printer or into a file."""
