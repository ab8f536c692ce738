"""What the review says, as data and pure functions. Knows no store and no screen."""
