"""The middle: the only room that changes a ticket. Verbs by family; reads in `queries`."""
