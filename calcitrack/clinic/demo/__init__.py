"""The demonstration clinic: sixty invented patients, told in ``resources/demo`` and the same each time for a day."""
