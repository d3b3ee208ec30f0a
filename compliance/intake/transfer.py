"""Bytes out of the forms in which they travel: base 64, uuencode, BinHex 4.0 (RFC 1741), yEnc, and seven-bit JIS.

All give what they can of damaged input, never raise and are linear; what BinHex's run lengths may blow up is bounded.
"""

import base64
import binascii
import re

UU_BEGIN = re.compile(rb"^begin(-base64)? [0-7]{3,4} ([^\r\n]{1,300})\r?\n", re.MULTILINE)
YENC_BEGIN = re.compile(rb"^=ybegin [^\r\n]{0,200}?name=([^\r\n]{1,300})\r?\n(?:=ypart [^\r\n]{0,200}\r?\n)?", re.MULTILINE)
BINHEX_BEGIN = re.compile(rb"^\(This file must be converted with BinHex[^\r\n]{0,20}\s{1,20}:", re.MULTILINE)
HQX = b"!\"#$%&'()*+,-012345689@ABCDEFGHIJKLMNPQRSTUVXYZ[`abcdefhijklmpqr"
BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
NOT_BASE64 = bytes(set(range(256)) - set(BASE64 + b"="))
FROM_HQX, NOT_HQX = bytes.maketrans(HQX, BASE64), bytes(set(range(256)) - set(HQX))
YENC = bytes((byte - 42) % 256 for byte in range(256))
JIS_SWITCH = re.compile(rb"(\x1b(?:\$[@B]|\$\([A-Z]|\([A-Z]))")
RUN = 0x90
EXPANSION = 20


def base64_bytes(content: bytes) -> bytes:
    """Decodes base 64 that may lack padding, hold foreign bytes, or be several texts put together."""
    try:
        return binascii.a2b_base64(content)
    except binascii.Error:
        kept = content.translate(None, NOT_BASE64)
        pieces = [piece for piece in kept.split(b"=") if piece] if kept.count(b"=") < 1000 else [kept.replace(b"=", b"")]
        return b"".join(_padded(piece) for piece in pieces)


def _padded(piece: bytes) -> bytes:
    whole = piece[: len(piece) - 1] if len(piece) % 4 == 1 else piece
    return base64.b64decode(whole + b"=" * (-len(whole) % 4))


def spoken(content: bytes) -> bool:
    """Whether what is declared as base 64 is plain text: many short words, which mean nothing decoded."""
    words = content.split()
    if len(words) < 8 or sum(map(len, words)) > 12 * len(words):
        return False
    return "\ufffd" in base64_bytes(content).decode("utf-8", "replace")


def shifted_jis(content: bytes) -> bytes:
    """ISO 2022-JP (RFC 1468) as Shift JIS, whatever two-byte code it switches to."""
    first, *switched = JIS_SWITCH.split(content)
    out = [first]
    for switch, piece in zip(switched[::2], switched[1::2], strict=True):
        if not switch.startswith(b"\x1b$"):
            out.append(bytes(byte | 0x80 for byte in piece) if switch == b"\x1b(I" else piece)
            continue
        lines = (zip(line[::2], line[1::2], strict=False) for line in piece.split(b"\n"))
        out.append(b"\n".join(bytes(byte for pair in line for byte in _shifted(*pair)) for line in lines))
    return b"".join(out)


def _shifted(row: int, cell: int) -> tuple[int, int]:
    """A two-byte JIS code as Shift JIS."""
    lead = (row - 0x21 >> 1) + 0x81
    trail = cell + 0x7E if row % 2 == 0 else cell + 0x1F + (cell >= 0x60)
    return (lead if lead < 0xA0 else lead + 0x40) & 0xFF, trail & 0xFF


def uudecode(content: bytes) -> bytes:
    """The bytes behind uuencoded lines, up to the line `end`; damaged lines give what they can."""
    decoded = []
    for line in content.split(b"\n"):
        line = line.rstrip(b"\r")
        if line in {b"end", b"`", b""}:
            if line == b"end":
                break
            continue
        try:
            decoded.append(binascii.a2b_uu(line))
        except binascii.Error:
            length = (((line[0] - 32) & 63) * 4 + 5) // 3
            try:
                decoded.append(binascii.a2b_uu(line[:length]))
            except (binascii.Error, ValueError):
                continue
    return b"".join(decoded)


def ydecode(content: bytes) -> bytes:
    """The bytes behind yEnc lines."""
    first, *escaped = content.replace(b"\r", b"").replace(b"\n", b"").split(b"=")
    pieces = (bytes([(piece[0] - 106) % 256]) + piece[1:].translate(YENC) for piece in escaped if piece)
    return first.translate(YENC) + b"".join(pieces)


def binhex(content: bytes) -> tuple[str, bytes] | None:
    """Name and data fork of a file in BinHex 4.0, from after its first colon on; None where there is none."""
    packed = base64_bytes(content.partition(b":")[0].translate(FROM_HQX, NOT_HQX))
    first, *runs = packed.split(bytes([RUN]))
    plain, room = bytearray(first), EXPANSION * len(packed)
    for run in runs:
        if not run:
            continue
        plain += bytes([RUN]) if run[0] == 0 else plain[-1:] * (run[0] - 1)
        plain += run[1:]
        if len(plain) > room:
            return None
    end = 1 + plain[0] if plain else 0
    length = int.from_bytes(plain[end + 11 : end + 15], "big")
    if not 1 < end < 65 or length > len(plain):
        return None
    return plain[1:end].decode("mac_roman"), bytes(plain[end + 21 : end + 21 + length])
