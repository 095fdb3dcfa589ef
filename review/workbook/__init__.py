"""Passages out to a workbook for people to judge in, and back with every row checked before anything is kept.

``sheet`` says what the rows are, ``writing`` makes the file, ``reading`` takes it back, ``checking`` compares what
came back with what is stored now.
"""
