"""What became of what was asked of sources: addresses, listings, quarantine, torn archives, how each source goes."""
