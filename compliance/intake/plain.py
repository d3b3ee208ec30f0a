"""What plain text parts carry beside words: soft line breaks, uuencoded files, and PGP's armour."""

from compliance.intake.mime import UU_BEGIN, uudecode

FILES = 100
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
    """The text around uuencoded files, and the files as (name, content)."""
    kept: list[bytes] = []
    files: list[tuple[str, bytes]] = []
    at = 0
    for hit in UU_BEGIN.finditer(content):
        if hit.start() < at or len(files) >= FILES:
            continue
        end = content.find(b"\nend", hit.end())
        block = content[hit.end() : end if end != -1 else len(content)]
        if not block or not 32 < block[0] < 97 or UU_BEGIN.match(block):
            if end == -1:
                break
            continue
        files.append((hit[1].decode("utf-8", "replace").strip(), uudecode(block)))
        kept.append(content[at : hit.start()])
        at = end + 4 if end != -1 else len(content)
    return b"".join(kept) + content[at:], files


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
