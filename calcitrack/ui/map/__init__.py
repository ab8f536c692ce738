"""The lesion map: drawings of the body with the lesions of a patient on them."""
