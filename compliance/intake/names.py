"""Harmless file names: no path, no control or direction characters, of bounded length, and never empty."""

import re
import unicodedata

CHARACTERS = 200

UNSAFE = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\u202a-\u202e\u2066-\u2069\u200e\u200f]")
SEPARATORS = re.compile(r"[/\\]")
EXTENSIONS = {
    "application/ics": "ics", "application/json": "json", "application/ms-tnef": "dat", "application/pdf": "pdf",
    "application/pgp-encrypted": "asc", "application/pgp-keys": "asc", "application/pgp-signature": "asc",
    "application/pkcs7-mime": "p7m", "application/x-pkcs7-mime": "p7m", "application/pkcs7-signature": "p7s",
    "application/x-pkcs7-signature": "p7s", "application/xml": "xml", "application/zip": "zip", "audio/mpeg": "mp3",
    "audio/wav": "wav", "image/bmp": "bmp", "image/gif": "gif", "image/jpeg": "jpg", "image/jpg": "jpg", "image/pjpeg": "jpg",
    "image/png": "png", "image/tiff": "tif", "image/webp": "webp", "message/global": "eml", "message/rfc822": "eml",
    "text/calendar": "ics", "text/csv": "csv", "text/html": "html", "text/plain": "txt", "text/vcard": "vcf",
    "text/x-vcard": "vcf", "text/xml": "xml", "video/mp4": "mp4",
}


def harmless(name: str) -> str:
    """A file name without path and trickery, its ending kept; empty where nothing is left."""
    plain = unicodedata.normalize("NFC", UNSAFE.sub("", " ".join(name.split())))
    pieces = [piece for piece in SEPARATORS.split(plain) if piece.strip(". ")]
    plain = (pieces[-1] if pieces else "").strip().lstrip(".")
    if len(plain) <= CHARACTERS:
        return plain
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: CHARACTERS - len(ending) - 1]}.{ending}" if dot and len(ending) < 10 else plain[:CHARACTERS]


def by_kind(media_type: str, number: int) -> str:
    """The name of a file that has none: its kind, its place in the mail, and the ending of its media type."""
    return f"{media_type.partition('/')[0]}-{number}.{EXTENSIONS.get(media_type, 'bin')}"
