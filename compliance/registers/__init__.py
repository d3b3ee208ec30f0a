"""The books a privacy officer keeps. The rest of the program uses `System` and the functions of `systems`."""
