"""Every figure that is computed from a record. One rule, one function; the rules are numbered in docs/figures.md."""
