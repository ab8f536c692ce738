"""The forms of lesions."""
