"""How we answer: which letters there are, how they are filled in, threaded and sent."""
