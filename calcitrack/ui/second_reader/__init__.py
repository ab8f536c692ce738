"""The window of the second reader: reading blind, agreement, and what two readers differ in."""
