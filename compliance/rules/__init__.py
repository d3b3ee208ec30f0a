"""The rules: pure Python that can be argued over with a lawyer. No Flask, no database, no clock of its own."""
