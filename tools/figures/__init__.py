"""How the figures of the body are drawn: control points, curves through them, and the cuts that make regions."""
