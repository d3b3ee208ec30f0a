"""Rich text as Outlook packs it: decompression (MS-OXRTFCP) and the plain words inside. Bounded, never raises."""

import re
import struct

from compliance.intake.decoding import clean, decode

OUTPUT = 2_000_000
PREFIX = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArial"
    b"Times New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
COMPRESSED, PLAIN = b"LZFu", b"MELA"
TOKEN = re.compile(rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL)
SILENT = frozenset({b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"footer", b"generator", b"themedata", b"datastore", b"listtable", b"xmlnstbl"})
BREAKS = {b"par": "\n", b"line": "\n", b"row": "\n", b"sect": "\n", b"tab": "\t", b"cell": " ", b"emdash": "—", b"endash": "–",
          b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•"}
TAGS = re.compile(r"<[^<>]{0,2000}>")


def decompress(packed: bytes) -> bytes:
    """The rich text behind PR_RTF_COMPRESSED; what could be unpacked where it is damaged."""
    if len(packed) < 16:
        return b""
    size, kind = struct.unpack_from("<I", packed, 4)[0], packed[8:12]
    if kind == PLAIN:
        return packed[16 : 16 + min(size, OUTPUT)]
    return _unpack(packed, min(size, OUTPUT)) if kind == COMPRESSED else b""


def _unpack(packed: bytes, size: int) -> bytes:
    window, place = bytearray(PREFIX.ljust(4096, b"\0")), len(PREFIX)
    output, at = bytearray(), 16
    while at < len(packed) and len(output) < size:
        control, at = packed[at], at + 1
        for bit in range(8):
            if control >> bit & 1:
                if at + 2 > len(packed):
                    return bytes(output)
                code, at = packed[at] << 8 | packed[at + 1], at + 2
                offset, length = code >> 4, (code & 15) + 2
                if offset == place:
                    return bytes(output)
                for step in range(length):
                    byte = window[(offset + step) % 4096]
                    output.append(byte)
                    window[place] = byte
                    place = (place + 1) % 4096
            elif at < len(packed):
                output.append(packed[at])
                window[place] = packed[at]
                place, at = (place + 1) % 4096, at + 1
    return bytes(output)


def rtf_text(source: bytes) -> str:
    """The words of a rich text, without its markup (also where the markup wraps HTML)."""
    pieces: list[str] = []
    pending = b""
    depth, silent_from, skip = 0, 0, 0
    for found in TOKEN.finditer(source[:OUTPUT]):
        word, number, code, symbol, brace, plain = found.groups()
        if code and not silent_from and not skip:
            pending += bytes.fromhex(code.decode())
            continue
        if pending:
            pieces.append(decode(pending, "cp1252"))
            pending = b""
        if brace:
            depth += 1 if brace == b"{" else -1
            silent_from = silent_from if depth >= silent_from else 0
        elif silent_from or (skip and (plain or code)):
            skip = max(0, skip - 1) if not silent_from else skip
        elif word in SILENT:
            silent_from = depth
        elif symbol == b"*":
            silent_from = depth
        elif word == b"u" and number:
            pieces.append(chr(int(number) % 65536))
            skip = 0
        elif word in BREAKS:
            pieces.append(BREAKS[word])
        elif symbol and symbol in b"{}\\~":
            pieces.append(" " if symbol == b"~" else symbol.decode())
        elif plain:
            pieces.append(plain.decode("latin-1"))
    words = "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return TAGS.sub("", clean(words)).strip()
