"""What the book tells as a whole: how good suggestions were, and what else is counted."""
