"""Audit samples: what they are drawn from, how, and what was said of them."""
