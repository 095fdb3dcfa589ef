"""Places with their dates: which unit a name means on a day, and series across 1 July 2025."""
