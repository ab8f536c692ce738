"""What the words of the vocabulary are called, in each form in which people read them."""
