"""Parts that forms are made of. They know values, no store and no session."""
