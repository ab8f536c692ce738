"""The fields of a visit that are not of a lesion."""
