"""Many patients at once: what chooses them, and the figures over them."""
