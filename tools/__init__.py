"""What developers run around the program: set-up, checks, the tour, measurements. No part of the program."""
