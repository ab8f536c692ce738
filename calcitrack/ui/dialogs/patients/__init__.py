"""The forms of patients, and of two records of one person."""
