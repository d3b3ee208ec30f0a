"""The web: the desk for staff, the pages for requesters, health. Denied by default (`guard`)."""
