"""Real servers for tests, each a context manager: PostgreSQL, Postfix, Dovecot, an SMTP sink, the site in Chromium."""
