"""The page of the cohort in parts: what is asked, the counts, plots over many patients, and who is behind a number."""
