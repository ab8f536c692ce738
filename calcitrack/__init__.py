"""CalciTrack: follow calcinosis cutis in a local encrypted vault."""

__version__ = "0.1.0"
