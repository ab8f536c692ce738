"""The page of the guidance as leaves of a book: each is made as rich text from the content and read in one reader."""
