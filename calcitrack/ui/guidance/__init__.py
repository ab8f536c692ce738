"""What the review says, on screen: the panel beside a record and the page of all its evidence."""
