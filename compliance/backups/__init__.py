"""Backups: copies of the book made while it runs, the journal of what was erased since, and the way back."""
