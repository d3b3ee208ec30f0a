"""What plain text parts carry beside words: soft line breaks, files in the forms of before MIME, and PGP's armour."""

from itertools import islice

from compliance.intake.transfer import (
    BINHEX_BEGIN,
    UU_BEGIN,
    YENC_BEGIN,
    base64_bytes,
    binhex,
    uudecode,
    ydecode,
)

# How many files are taken out of a text; of how many beginnings, and of how many that prove to be none.
FILES, BEGINNINGS, FAILURES = 100, 10_000, 10
SIGNED, SIGNATURE = "-----BEGIN PGP SIGNED MESSAGE-----", "-----BEGIN PGP SIGNATURE-----"
SIGNATURE_END, ENCRYPTED = "-----END PGP SIGNATURE-----", "-----BEGIN PGP MESSAGE-----"


def unflowed(text: str, joined: bool) -> str:
    """Flowed text (RFC 3676) with its soft line breaks taken out; `joined` is DelSp."""
    lines: list[str] = []
    open_depth = -1
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip(">"))
        content = line[depth:].removeprefix(" ")
        flows = content.endswith(" ") and content != "-- "
        piece = content[:-1] if flows and joined else content
        if depth == open_depth and content != "-- ":
            lines[-1] += piece
        else:
            lines.append((">" * depth + " " if depth else "") + piece)
        open_depth = depth if flows else -1
    return "\n".join(lines)


def without_files(content: bytes) -> tuple[bytes, list[tuple[str, bytes]]]:
    """The text around uuencoded, yEnc and BinHex files, and the files as (name, content)."""
    kept: list[bytes] = []
    files: list[tuple[str, bytes]] = []
    at = failures = 0
    forms = (islice(form.finditer(content), BEGINNINGS) for form in (UU_BEGIN, YENC_BEGIN, BINHEX_BEGIN))
    for start, after in sorted(hit.span() for form in forms for hit in form):
        if start < at or len(files) >= FILES or failures >= FAILURES:
            continue
        file, end = _file(content, start, after)
        if file:
            files.append(file)
            kept.append(content[at:start])
            at = end
        else:
            failures += 1
    return b"".join(kept) + content[at:], files


def _file(content: bytes, start: int, begin: int) -> tuple[tuple[str, bytes] | None, int]:
    """The file whose first line stands at `start` and its content at `begin`, and where it ends; None where it is none."""
    if hit := UU_BEGIN.match(content, start):
        mark = b"\n====" if hit[1] else b"\nend"
        end = _end(content, mark, begin)
        block = content[begin : end - len(mark)]
        if hit[1]:
            return (_name(hit[2]), base64_bytes(block)), end
        whole = block and 32 < block[0] < 97 and not UU_BEGIN.match(block)
        return ((_name(hit[2]), uudecode(block)), end) if whole else (None, begin)
    if hit := YENC_BEGIN.match(content, start):
        end = _end(content, b"\n=yend", begin)
        line_end = content.find(b"\n", end)
        return (_name(hit[1]), ydecode(content[begin : end - 6])), line_end + 1 or len(content)
    return binhex(content[begin:]), _end(content, b":", begin)


def _end(content: bytes, mark: bytes, begin: int) -> int:
    """Just after the next `mark`; where there is none, as if it stood after the end."""
    found = content.find(mark, begin)
    return (found if found != -1 else len(content)) + len(mark)


def _name(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").strip()


def armour(text: str) -> list[str]:
    """What PGP says about a text, as warnings."""
    told = {SIGNED: "signed with PGP", ENCRYPTED: "encrypted with PGP: its content was not opened"}
    return [warning for mark, warning in told.items() if mark in text]


def without_armour(text: str) -> str:
    """A clear-signed text (RFC 4880 section 7) without what signs it."""
    start = text.find(SIGNED)
    body = text.find("\n\n", start) if start != -1 else -1
    end = text.find(SIGNATURE, body) if body != -1 else -1
    if end == -1:
        return text
    rest = text.find(SIGNATURE_END, end)
    after = text[rest + len(SIGNATURE_END) :] if rest != -1 else ""
    return text[:start] + text[body + 2 : end].replace("\n- ", "\n") + after
