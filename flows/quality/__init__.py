"""Quality against pinned floors: ``python -m flows.quality``."""
