"""A day's run killed again and again must leave what an undisturbed one leaves: ``python -m flows.kill_drill``."""
