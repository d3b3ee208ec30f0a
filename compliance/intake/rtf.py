"""Rich text as Outlook packs it: decompression (MS-OXRTFCP) and the plain words inside. Bounded, never raises."""

import re
import struct

from compliance.intake.decoding import clean, decode

OUTPUT, HEADER, WINDOW = 2_000_000, 16, 4096
PREFIX = (
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans Serif"
    b"SymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"
)
COMPRESSED, PLAIN = b"LZFu", b"MELA"
TOKEN = re.compile(rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL)
SILENT = frozenset({
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"footer", b"generator", b"themedata",
    b"datastore", b"listtable", b"xmlnstbl", b"*",
})
BREAKS = {b"par": "\n", b"line": "\n", b"row": "\n", b"sect": "\n", b"tab": "\t", b"cell": " ", b"emdash": "—", b"endash": "–",
          b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•"}
TAGS = re.compile(r"<[^<>]{0,2000}>")


def decompress(packed: bytes) -> bytes:
    """The rich text behind PR_RTF_COMPRESSED; what could be unpacked where it is damaged."""
    if len(packed) < HEADER:
        return b""
    size, kind = struct.unpack_from("<I", packed, 4)[0], packed[8:12]
    if kind == PLAIN:
        return packed[HEADER : HEADER + min(size, OUTPUT)]
    return _unpack(packed, min(size, OUTPUT)) if kind == COMPRESSED else b""


def _unpack(packed: bytes, size: int) -> bytes:
    """The dictionary coding: a control byte says of the next eight tokens whether they refer back or are themselves."""
    window, place = bytearray(PREFIX.ljust(WINDOW, b"\0")), len(PREFIX)
    output, at = bytearray(), HEADER
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
            elif at < len(packed):
                window[place], offset, length, at = packed[at], place, 1, at + 1
            else:
                return bytes(output)
            for step in range(length):
                byte = window[(offset + step) % WINDOW]
                output.append(byte)
                window[place], place = byte, (place + 1) % WINDOW
    return bytes(output)


def rtf_text(source: bytes) -> str:
    """The words of a rich text, without its markup (also where the markup wraps HTML)."""
    pieces: list[str] = []
    pending = b""
    depth = silent_from = 0
    after_unicode = False
    for found in TOKEN.finditer(source[:OUTPUT]):
        word, number, code, symbol, brace, plain = found.groups()
        if code and not silent_from and not after_unicode:
            pending += bytes.fromhex(code.decode())
            continue
        pieces.append(decode(pending, "cp1252") if pending else "")
        pending = b""
        if brace:
            depth += 1 if brace == b"{" else -1
            silent_from = silent_from if depth >= silent_from else 0
        elif not silent_from and (word or symbol) in SILENT:
            silent_from = depth
        elif not silent_from:
            # After a character by number stands a substitute for older readers: one character, or one by code.
            pieces.append(_spoken(word, number, symbol, plain[1:] if plain and after_unicode else plain))
        after_unicode = word == b"u" and number is not None
    words = "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return TAGS.sub("", clean(words)).strip()


def _spoken(word: bytes | None, number: bytes | None, symbol: bytes | None, plain: bytes | None) -> str:
    """What a token puts into the text."""
    if word == b"u" and number:
        return chr(int(number) % 65536)
    if word:
        return BREAKS.get(word, "")
    if symbol:
        return {b"~": " "}.get(symbol, symbol.decode() if symbol in b"{}\\" else "")
    return (plain or b"").decode("latin-1")
