"""The steps of the pathway, one module each: the condition, the facts, the sentence and the place in the review."""
