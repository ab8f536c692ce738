"""The forms of trials and of judgements."""
