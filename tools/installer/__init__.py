"""The built program: its environment, the frozen folder, its package for Debian."""
