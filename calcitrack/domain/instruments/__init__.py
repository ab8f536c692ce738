"""Named scores: what is asked, on which scale, by whom it is answered, and how the answers become one number."""
