"""Where a redirect may lead: only to pages of the desk."""

from urllib.parse import urlsplit

DESK = "/staff/"


def own_path(address: str | None) -> str | None:
    """The address, if it is a path of the desk on this site; None for any other, however it is dressed up."""
    wanted = address or ""
    if "\\" in wanted or not wanted.isprintable() or "/../" in wanted:
        return None
    parts = urlsplit(wanted)
    if parts.scheme or parts.netloc or not parts.path.startswith(DESK):
        return None
    return wanted
