"""The house rules, as checks over source text: each takes sources and returns the faults that it finds, a line for each.

Nothing here imports the program, so a check says what is wrong with a file that does not even start.
"""
