"""Putting the review desk together: its store, model, queues, shares, shelf, sources, reports."""
