"""Trials in lists and lanes, and how lesions answered them."""
