"""The commands as people type them, and what they print."""
