"""Judging passages: the tools of one process, processes beside each other, and the model that counts."""
