"""Faults from outside: what is left of acknowledged work after them."""
