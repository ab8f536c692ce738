"""What the pages before an open vault are made of: unlock and first start."""
