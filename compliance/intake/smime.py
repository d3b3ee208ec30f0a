"""The text inside a mail that is signed with S/MIME as a whole (RFC 8551 section 3.5.2, CMS signed-data of RFC 5652).

Only the signed content is got out, by its place in the DER or BER; no signature is checked, and nothing is decrypted: of an
encrypted mail nothing comes out.
"""

DATA = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"  # 1.2.840.113549.1.7.1, the content type "data"
EXPLICIT, STRING, STRINGS = 0xA0, 0x04, 0x24
PIECES = 100_000
MEDIA_TYPES = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})


def signed_content(message: bytes) -> bytes:
    """The MIME entity that a signed-data message carries; empty where it carries none. Never raises."""
    at = message.find(DATA)
    if at == -1:
        return b""
    try:
        at += len(DATA)
        if message[at] != EXPLICIT:
            return b""
        _, at = _length(message, at + 1)
        kind = message[at]
        length, at = _length(message, at + 1)
        if kind == STRING:
            return message[at : at + (length or 0)]
        return _joined(message, at, length) if kind == STRINGS else b""
    except IndexError:
        return b""


def _length(message: bytes, at: int) -> tuple[int | None, int]:
    """A BER length and where what it measures begins; None for the indefinite one."""
    first = message[at]
    if first < 0x80:
        return first, at + 1
    count = first & 0x7F
    if count > 8:
        raise IndexError
    return int.from_bytes(message[at + 1 : at + 1 + count], "big") if count else None, at + 1 + count


def _joined(message: bytes, at: int, length: int | None) -> bytes:
    """The pieces of a constructed string."""
    end = len(message) if length is None else min(len(message), at + length)
    pieces: list[bytes] = []
    while at < end and message[at] == STRING and len(pieces) < PIECES:
        size, at = _length(message, at + 1)
        pieces.append(message[at : at + (size or 0)])
        at += size or 0
    return b"".join(pieces)
