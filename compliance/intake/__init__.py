"""How requests come in: kept first, understood after, and handed to the middle by `receive`."""
