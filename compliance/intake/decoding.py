"""Bytes of mail into Unicode, whatever the label says.

The declared charset is honoured first, under the name that people mean by it (RFC 2978 names, their usual misspellings,
and the supersets that senders really use: GB 2312 is read as GB 18030, ISO 8859-1 as Windows-1252, KS C 5601 as CP 949).
Two labels are not believed: one that cannot decode the bytes, and a one-byte charset over bytes that are well-formed
UTF-8. Then, and where nothing is declared, the bytes themselves are asked: byte order marks, UTF-8, the escape sequences
of ISO 2022, and last how much each candidate's outcome looks like written language.

Headers are decoded by RFC 2047 as forgivingly as can be told apart: words with spaces inside, without padding, without an
end, with characters split between two words, with raw bytes beside them. Nothing here raises; time is linear.
"""

import binascii
import codecs
import re
from encodings import normalize_encoding
from encodings.aliases import aliases
from functools import lru_cache

from compliance.intake.guessing import guess
from compliance.intake.transfer import base64_bytes, shifted_jis

# What people write for a charset, and the Python codec that reads what they mean.
ALIASES = {
    "latin": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "iso_8859-1": "cp1252", "iso-8859": "cp1252", "8859-1": "cp1252",
    "iso-latin-1": "cp1252", "windows-1252": "cp1252", "cp-1252": "cp1252", "x-ansi": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "windows-874": "cp874", "x-windows-874": "cp874",
    "iso-8859-8-i": "iso8859-8", "iso-8859-8-e": "iso8859-8", "iso-8859-6-i": "iso8859-6", "iso-8859-6-e": "iso8859-6",
    "gb2312": "gb18030", "gb-2312": "gb18030", "gb_2312-80": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
    "cp936": "gb18030", "windows-936": "gb18030", "chinese": "gb18030", "x-euc-cn": "gb18030", "euc-cn": "gb18030",
    "hz-gb-2312": "hz", "big5": "big5hkscs", "big-5": "big5hkscs", "x-x-big5": "big5hkscs", "cn-big5": "big5hkscs",
    "windows-950": "cp950", "ks_c_5601-1987": "cp949", "ks-c-5601-1987": "cp949", "ksc5601": "cp949", "ks_c_5601": "cp949",
    "korean": "cp949", "euc-kr": "cp949", "euckr": "cp949", "x-windows-949": "cp949", "windows-949": "cp949",
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "ms_kanji": "cp932",
    "windows-31j": "cp932", "x-ms-cp932": "cp932", "windows-932": "cp932",
    "iso-2022-jp": "iso2022_jp_ext", "iso-2022-jp-ms": "iso2022_jp_ext", "iso-2022-jp-1": "iso2022_jp_ext",
    "x-euc-jp": "euc_jp", "iso-2022-jp-2": "iso2022_jp_2", "iso-2022-jp-3": "iso2022_jp_2004",
    "macintosh": "mac_roman", "x-mac-roman": "mac_roman", "mac": "mac_roman", "x-mac-cyrillic": "mac_cyrillic",
    "x-mac-ce": "mac_latin2", "x-mac-centraleurroman": "mac_latin2", "x-mac-greek": "mac_greek", "x-mac-turkish": "mac_turkish",
    "koi8": "koi8_r", "koi8-ru": "koi8_u", "x-koi8-r": "koi8_r", "win-1251": "cp1251", "cp-1251": "cp1251",
    "unicode": "utf-16", "unicode-1-1-utf-7": "utf-7", "x-unicode-2-0-utf-7": "utf-7", "unicode-2-0-utf-8": "utf-8",
    "utf8mb4": "utf-8", "unicode-1-1-utf-8": "utf-8", "utf": "utf-8", "utf-8-": "utf-8",
}
UNTOLD = frozenset(
    {
        "", "unknown", "unknown-8bit", "x-unknown", "default", "default_charset", "binary", "none", "null", "x-user-defined",
        # What is called ASCII and is not says nothing of what it is.
        "ansi", "ansi-x3.4-1968", "ansi-x3-4-1968", "ansi_x3.4-1968", "ascii", "us-ascii", "us_ascii", "usascii", "7bit",
        "8bit",
    }
)
# Python's codecs that are charsets of text; asked by name, so that nothing is imported because a stranger names it.
NO_TEXT = {"base64_codec", "bz2_codec", "hex_codec", "quopri_codec", "rot_13", "uu_codec", "zlib_codec", "mbcs", "oem", "idna"}
UNALIASED = {
    "utf_8_sig", "koi8_u", "koi8_t", "cp874", "cp720", "cp737", "cp856", "cp875", "cp1006", "mac_croatian", "mac_romanian",
}
CODECS = frozenset(aliases.values()) - NO_TEXT | UNALIASED
NAME_END = re.compile(r"[*;(\s]")
ONE_BYTE = re.compile(r"cp1(?:25\d|\d\d\d\Z)|cp8\d\d|cp437|iso8859|koi8|mac[-_]|latin|ascii")
# Charsets in which bytes of ASCII mean something else.
SHIFTED = re.compile(r"utf-7|hz|utf-16|utf-32|iso2022|cp037|cp500|cp1026|cp1140|cp273|cp424|cp864|cp875")
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|[\ud800-\udfff]")
WORD_BYTES = 20_000
WORD = re.compile(rb"=\?([^?=\s]{1,60})\?([bBqQ])\?")
IMAP_WORD = re.compile(r"&([A-Za-z0-9+,]{2,200})-")
BLANKS = re.compile(r"\s+")


@lru_cache(maxsize=256)
def charset_of(label: str | None) -> str | None:
    """The codec meant by a charset label; None where the label says nothing that is known."""
    name = (label or "").strip().strip("\"'<>;,").lower().replace("charset=", "").strip()
    name = NAME_END.split(name)[0].strip(" \"'")
    if name in UNTOLD or len(name) > 40:
        return None
    found = ALIASES.get(name) or ALIASES.get(name.replace("_", "-"))
    if found:
        return found
    plain = name.removeprefix("x-").strip("_-")
    for spelling in (name, plain, plain.replace("windows-", "cp").replace("windows", "cp").replace("cp-", "cp")):
        codec = aliases.get(normal := normalize_encoding(spelling), normal)
        if codec in CODECS:
            return codecs.lookup(codec).name
    return None


def decode(content: bytes, label: str | None = None) -> str:
    """The text of `content`, declared as `label` (None or nonsense: undeclared), made `clean`."""
    return clean(_decode(content, label))


def clean(text: str) -> str:
    """Text without control characters and lone surrogates, with \\n as the only line end."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.isascii() and text.isprintable():
        return text
    return CONTROLS.sub(_blank, text).removeprefix("\ufeff")


def _blank(found: re.Match[str]) -> str:
    character = found.group()
    return "\n" if character in "\x0c\x0b\x85" else "�" if character >= "\ud800" else ""


def _decode(content: bytes, label: str | None) -> str:
    codec = charset_of(label)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) and len(content) > 3:
        codec = "utf-16"
    if content.isascii() and not (codec and SHIFTED.match(codec)):
        return guess(content) if codec is None and b"\x1b$" in content else content.decode("ascii")
    if codec is None or ONE_BYTE.match(codec):
        text = _utf8(content)
        if text is not None:
            return text
    if codec is None:
        return guess(content)
    try:
        text = content.decode(codec)
        return IMAP_WORD.sub(_imap_word, text) if codec == "utf-7" else text
    except (UnicodeError, ValueError):
        return japanese(content) if codec.startswith("iso2022_jp") else _misdeclared(content, codec)


def _misdeclared(content: bytes, codec: str) -> str:
    """Bytes that their declared charset cannot decode: mostly right with a damaged spot, or another charset altogether."""
    text = _utf8(content, declared=codec == "utf-8")
    if text is not None and codec != "utf-7":
        return text
    replaced = content.decode(codec, "replace")
    damaged = replaced.count("\ufffd")
    if codec == "utf-8":
        whole = sum(1 for character in replaced if character > "\x7f") - damaged
        other = guess(content) if damaged > whole else ""
        if other and (not whole or other != content.decode("cp1252", "replace")):
            return other  # Western text of both kinds is read bit by bit below
        return content.decode("utf-8", "cp1252_bytes") if damaged < 50 else replaced
    if ONE_BYTE.match(codec) or damaged * 20 < len(replaced):
        return replaced
    return guess(content)


def _imap_word(found: re.Match[str]) -> str:
    """A word of UTF-7 as IMAP modifies it (RFC 3501 section 5.1.3), which some programs write into mail."""
    units = base64_bytes(found[1].replace(",", "/").encode())
    return units.decode("utf-16-be", "replace") if len(units) % 2 == 0 else found.group()


def japanese(content: bytes) -> str:
    """ISO 2022-JP with the characters that vendors added to JIS X 0208 (row 13 and others, as in CP932)."""
    return shifted_jis(content).decode("cp932", "replace")


def _utf8(content: bytes, declared: bool = False) -> str | None:
    try:
        return content.decode("utf-8")
    except UnicodeError:
        # A character cut off at the very end (truncated mails) does not speak against UTF-8.
        for cut in (1, 2, 3):
            if len(content) > (cut if declared else 20) and content[-cut] >= 0xC0:
                if not declared and content[:-cut].isascii():
                    return None  # a single accented letter at the end of a text in a one-byte charset
                try:
                    return content[:-cut].decode("utf-8")
                except UnicodeError:
                    return None
        return None


def _single_bytes(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error("cp1252_bytes", _single_bytes)


def header_text(raw: bytes, hint: str | None = None) -> str:
    """A header's value as one line of Unicode: encoded words (RFC 2047) and raw bytes decoded, white space folded.

    `hint` is the charset of the body, asked where raw bytes are not UTF-8.
    """
    if b"=?" not in raw:
        text = _raw(raw, hint)
    else:
        text = "".join(_pieces(raw, hint))
    return BLANKS.sub(" ", clean(text)).strip()


def _raw(raw: bytes, hint: str | None) -> str:
    if raw.isascii() and b"\x1b" not in raw:
        return raw.decode("ascii")
    # A body's ISO 8859-1 is a program's default too often to speak for raw bytes in the header.
    return _decode(raw, hint if hint and charset_of(hint) != "cp1252" and b"\x1b" not in raw else None)


def _pieces(raw: bytes, hint: str | None) -> list[str]:
    """The header cut into plain text and encoded words; neighbouring words of one charset are decoded together."""
    pieces: list[str] = []
    words: list[tuple[bytes, bytes]] = []
    charset, at = "", 0
    for found in WORD.finditer(raw):
        if found.start() < at:
            continue
        between, (content, end) = raw[at : found.start()], _word(raw, found)
        label = found[1].decode("latin-1")
        glued = bool(words) and not between.strip()
        if words and not (glued and label.lower() == charset.lower()):
            pieces.append(_decode(_unquoted(words), charset))
            words = []
        if not glued:
            pieces.append(_raw(between, hint))
        words.append((found[2], content))
        charset, at = label, end
    pieces.append(_decode(_unquoted(words), charset))
    pieces.append(_raw(raw[at:], hint))
    return pieces


def _word(raw: bytes, found: re.Match[bytes]) -> tuple[bytes, int]:
    """The content of the encoded word that starts at `found`, still encoded, and where the word ends."""
    start = found.end()
    end = raw.find(b"?=", start)
    # "=?utf-8?Q?=C3=A4?=": the "?=" right after "?Q" belongs to an escape.
    if end == start - 1:
        end = raw.find(b"?=", start + 1)
    after = WORD.search(raw, start, start + 2000)
    if end == -1 or (after and after.start() < end):
        stop = after.start() if after else len(raw)
        return raw[start:stop].rstrip(b"? \t\r\n")[:WORD_BYTES], stop
    return raw[start:end], end + 2


def _unquoted(words: list[tuple[bytes, bytes]]) -> bytes:
    """The bytes behind neighbouring encoded words. Base 64 that was cut between two words is put together first."""
    decoded: list[bytes] = []
    started = b""
    for kind, content in words:
        if kind in b"bB":
            started += content.strip()
            if len(started) % 4 == 0 or started.endswith(b"="):
                decoded.append(base64_bytes(started))
                started = b""
            continue
        decoded.append(base64_bytes(started))
        started = b""
        decoded.append(binascii.a2b_qp(content.replace(b" ", b"_"), header=True))
    decoded.append(base64_bytes(started))
    return b"".join(decoded)
