"""The frame around every page of an open vault: rail, top bar with the search, status line."""
