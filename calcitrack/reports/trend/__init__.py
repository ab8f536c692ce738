"""The trend of a print: lines, bars and events on one axis."""
