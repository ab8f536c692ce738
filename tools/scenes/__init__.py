"""Every screen and dialog of the window, each brought about as a person would, for pictures."""
