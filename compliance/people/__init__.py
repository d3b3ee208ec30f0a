"""Staff: accounts and roles. The rest of the program uses `Staff` and the verbs of `accounts`."""
