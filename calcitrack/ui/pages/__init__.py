"""Pages: they ask, dialogs return, widgets show. Pages do not import one another."""
