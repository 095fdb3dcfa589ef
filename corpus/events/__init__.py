"""Acts told by passages, joined to events; the documents that carry one story; indicators and targets in numbers."""
