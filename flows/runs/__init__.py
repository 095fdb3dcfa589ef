"""The contract of a run: its lock, its accounting, its manifest, its logs, and what a killed one leaves."""
