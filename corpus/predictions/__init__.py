"""What models said of passages: stored, read back, searched, exported, and what a shadow model said beside."""
