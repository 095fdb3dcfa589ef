"""The doctor and what it looks at, and backups made and restored."""
