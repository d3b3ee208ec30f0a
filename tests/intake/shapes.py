"""Hostile mails, made by hand: each is one way to stall, kill or fool a reader. Names say which."""

import base64
import struct

HEAD = "From: Ada <ada@example.org>\nTo: privacy@example.com\nSubject: Delete my data\n"
WORDS = "Please delete my account."


def mail(body: bytes | str, headers: str = "") -> bytes:
    """A mail with the usual header and these header lines more."""
    content = body.encode() if isinstance(body, str) else body
    return f"{HEAD}{headers}\n".encode() + content


def multipart(inner: bytes | str, kind: str = "mixed", boundary: str = "b") -> bytes:
    """A multipart mail around `inner`, which holds the delimiters."""
    return mail(inner, f'MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="{boundary}"\n')


def nested(depth: int) -> bytes:
    """Multiparts inside multiparts."""
    lines = [f'Content-Type: multipart/mixed; boundary="b{level}"\n\n--b{level}\n' for level in range(depth)]
    return HEAD.encode() + "".join(lines).encode() + f"Content-Type: text/plain\n\n{WORDS}\n".encode()


def messages(depth: int) -> bytes:
    """Messages attached to messages."""
    return HEAD.encode() + b"Content-Type: message/rfc822\n\n" * depth + WORDS.encode()


def tnef(*attributes: tuple[int, int, bytes]) -> bytes:
    """A TNEF stream of (level, attribute, value)."""
    stream = b"\x78\x9f\x3e\x22\x01\x00"
    for level, attribute, value in attributes:
        stream += struct.pack("<BHHI", level, attribute, 0, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)
    return stream


def winmail(stream: bytes) -> bytes:
    """A mail with a winmail.dat."""
    part = base64.encodebytes(stream)
    return multipart(
        f"--b\nContent-Type: text/plain\n\n{WORDS}\n--b\nContent-Type: application/ms-tnef; name=winmail.dat\n".encode()
        + b"Content-Transfer-Encoding: base64\n\n"
        + part
        + b"--b--\n"
    )


def html(source: str) -> bytes:
    """A mail in HTML only."""
    return mail(source, "Content-Type: text/html; charset=utf-8\n")


SHAPES: dict[str, bytes] = {
    "empty": b"",
    "one byte": b"\x00",
    "blank lines": b"\n" * 10_000,
    "nul bytes": mail(b"\x00" * 100_000 + WORDS.encode()),
    "nul in the header": b"From: a\x00da@example.org\nSubject: x\x00y\n\nz",
    "bare cr": mail(WORDS).replace(b"\n", b"\r"),
    "mixed line ends": mail("a\rb\r\nc\nd\r\r\ne"),
    "no header": b"\n" + WORDS.encode(),
    "only a header": HEAD.encode(),
    "no colon anywhere": b"x" * 300_000,
    "colons": b":" * 300_000,
    "header without end": b"Subject: " + b"a" * 3_000_000,
    "folded header without end": b"Subject: x\n" + b" y\n" * 300_000,
    "a hundred thousand fields": b"".join(b"X-%d: y\n" % number for number in range(100_000)) + b"\nz",
    "field names without end": b"".join(b"a" * 1000 + b"\n" for _ in range(1000)) + HEAD.encode() + b"\nz",
    "lines that are no fields": b"no field\n" * 30_000 + HEAD.encode() + b"\n" + WORDS.encode(),
    "two hundred thousand addresses": b"To: " + b"a@b.c, " * 200_000 + b"\n\nz",
    "addresses without comma": b"From: " + b"a@b.c " * 50_000 + b"\n\nz",
    "open brackets": b"From: " + b"(" * 50_000 + b"\n\nz",
    "open quotes": b"From: " + b'"a' * 50_000 + b"\n\nz",
    "open angles": b"From: " + b"<a" * 50_000 + b"\n\nz",
    "ats": b"From: " + b"@" * 100_000 + b"\n\n" + b"@" * 1_000_000,
    "a hundred thousand encoded words": b"Subject: " + b"=?utf-8?Q?a?= " * 18_000 + b"\n\nz",
    "encoded words without end": b"Subject: " + b"=?utf-8?Q?" * 25_000 + b"\n\nz",
    "encoded words in base 64 bits": b"Subject: " + b"=?utf-8?B?YQ?= " * 17_000 + b"\n\nz",
    "charset names by the thousand": b"Subject: "
    + b"".join(b"=?x%d?Q?=E4?= " % number for number in range(15_000))
    + b"\n\nz",
    "rfc 2231 sections": b"Content-Type: text/plain; "
    + b"".join(b"name*%d*=a; " % number for number in range(20_000))
    + b"\n\nz",
    "parameters": b"Content-Type: text/plain; " + b"a=b; " * 50_000 + b"\n\nz",
    "a parameter without end": b'Content-Type: text/plain; name="' + b"\\" * 200_000 + b"\n\nz",
    "references": b"References: " + b"<a@b> " * 40_000 + b"\n\nz",
    "dates": b"Date: " + b"9" * 100_000 + b"\n\nz",
    "date before the calendar": mail(WORDS, "Date: Mon, 1 Jan 0000 00:00:00 +9999\n"),
    "date after the calendar": mail(WORDS, "Date: Mon, 99 Zzz 99999999999999999999 99:99:99 -99999999\n"),
    "two thousand levels": nested(2000),
    "two thousand messages": messages(2000),
    "a hundred thousand parts": multipart("--b\n\nx\n" * 100_000 + "--b--\n"),
    "empty parts": multipart("--b\n" * 200_000),
    "boundary never used": multipart(WORDS),
    "boundary empty": multipart(f"--\n\n{WORDS}\n----\n", boundary=""),
    "boundary is a prefix of another": multipart(
        f"--b\nContent-Type: multipart/mixed; boundary=bb\n\n--bb\n\n{WORDS}\n--bb--\n--b--\n"
    ),
    "boundary of its own child": multipart(
        f"--b\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\n{WORDS}\n--b--\n--b--\n"
    ),
    "boundary without end": multipart(WORDS, boundary="x" * 100_000),
    "dashes": multipart("-" * 1_000_000 + "\n" + "--\n" * 100_000, boundary="-"),
    "one line of megabytes": mail("x" * 3_000_000),
    "one line of words": mail("word " * 500_000),
    "lines by the million": mail("x\n" * 1_000_000),
    "base 64 of rubbish": mail(b"\xff\xfe!=====" * 50_000, "Content-Transfer-Encoding: base64\n"),
    "base 64 of signs": mail("=" * 500_000, "Content-Transfer-Encoding: base64\n"),
    "quoted printable of signs": mail("=" * 500_000, "Content-Transfer-Encoding: quoted-printable\n"),
    "uuencode begins": mail("begin 644 x\n" * 50_000),
    "uuencode of rubbish": mail("begin 644 x\n" + "~~~~\n" * 50_000),
    "unknown encoding": mail(WORDS, "Content-Transfer-Encoding: x-rot13\n"),
    "codec that is no charset": mail(b"\xe4" + WORDS.encode(), "Content-Type: text/plain; charset=unicode_escape\n"),
    "codec of bytes": mail(b"\xe4" + WORDS.encode(), "Content-Type: text/plain; charset=zip\n"),
    "idna as charset": mail(b"\xe4" + b"a." * 50_000, "Content-Type: text/plain; charset=idna\n"),
    "utf-7": mail("+AOQA9gD8-" * 20_000, "Content-Type: text/plain; charset=utf-7\n"),
    "utf-16 of odd length": mail(b"\xff\xfea\x00b", "Content-Type: text/plain; charset=utf-16\n"),
    "utf-32": mail(b"\xff" * 1001, "Content-Type: text/plain; charset=utf-32\n"),
    "surrogates": mail(b"\xed\xa0\x80" * 1000, "Content-Type: text/plain; charset=utf-8\n"),
    "high bytes": mail(bytes(range(128, 256)) * 5000),
    "escapes of japanese": mail(b"\x1b$B" * 50_000, "Content-Type: text/plain; charset=iso-2022-jp\n"),
    "tags without end": html("<a" * 500_000),
    "tags with quotes without end": html('<a "' * 300_000),
    "comments without end": html("<!--" * 300_000),
    "styles without end": html("<style>" * 200_000),
    "divs": html("<div>" * 100_000 + WORDS),
    "quotes in html": html("<blockquote>" * 20_000 + WORDS),
    "closing tags": html("</div>" * 300_000),
    "entities": html("&amp" * 300_000 + "&#x110000;&#xd800;&#2;&#3;"),
    "attributes": html("<p " + "a=b " * 100_000 + ">" + WORDS),
    "formats never closed": html("<p>" + "".join(f"<font color={i}>" for i in range(240)) + f"<p>{WORDS}" * 20_000),
    "tables": html("<table><tr><td>" * 20_000 + WORDS),
    "introductions": mail("On 1/1 at 10:00 a@b.c wrote\n" * 20_000 + "wrote:\n" * 20_000),
    "introductions with verbs": mail(("wrote " * 80 + ":\n") * 800),
    "labels": mail("From: x\n" * 50_000),
    "quoted lines": mail("> " * 500_000 + "\n" + ">\n" * 200_000),
    "rules": mail("_" * 400_000 + "\n" + "____________\n" * 30_000),
    "pathological spaces": mail("a" + " " * 300_000 + "b\n" + " \t" * 100_000),
    "out of office over and over": mail("ich bin im " * 50_000),
    "notices over and over": b"Return-Path: <>\n" + mail("could not be delivered to a@b.c\n<x@y.z>:\n" * 20_000),
    "status groups": multipart(
        "--b\nContent-Type: message/delivery-status\n\n" + "Final-Recipient: rfc822; a@b.c\nAction: failed\n\n" * 20_000,
        "report",
    ),
    "json notice": b"From: no-reply@sns.example\n\n" + b'{"recipients":' + b"[" * 50_000,
    "pgp": mail("-----BEGIN PGP SIGNED MESSAGE-----\n" * 20_000),
    "winmail cut": winmail(tnef((2, 0x9002, b""), (2, 0x800F, b"x" * 1000))[:-500]),
    "winmail with great lengths": winmail(
        b"\x78\x9f\x3e\x22\x01\x00" + struct.pack("<BHHI", 1, 0x9003, 6, 0xFFFFFFFF) + b"\xff" * 100
    ),
    "winmail with many properties": winmail(
        tnef((1, 0x9003, struct.pack("<I", 0xFFFFFFFF) + b"\x03\x00\x01\x00\x00\x00\x00\x00" * 20_000))
    ),
    "winmail with many values": winmail(
        tnef((1, 0x9003, struct.pack("<IHHI", 1, 0x101F, 1, 0xFFFFFFFF) + b"\x00" * 40_000))
    ),
    "winmail with many files": winmail(tnef(*[(2, 0x9002, b""), (2, 0x800F, b"x")] * 5000)),
    "winmail with an rtf bomb": winmail(
        tnef(
            (
                1,
                0x9003,
                struct.pack("<IHHII", 1, 0x0102, 0x1009, 1, 40_016)
                + struct.pack("<II4sI", 0, 0xFFFFFFF, b"LZFu", 0)
                + b"\xff\x0f\xff" * 13_334,
            )
        )
    ),
    "zip bomb": multipart(
        b"--b\nContent-Type: application/zip; name=a.zip\nContent-Transfer-Encoding: base64\n\nUEsDBBQAAAAI"
        + b"AAAA" * 100_000
        + b"\n--b--\n"
    ),
    "partial": mail(WORDS, "Content-Type: message/partial; id=x; number=2; total=9\n"),
    "external body": mail(WORDS, 'Content-Type: message/external-body; access-type=URL; URL="http://192.0.2.1/"\n'),
    "encoded multipart": mail(
        base64.encodebytes(f"--b\n\n{WORDS}\n--b--\n".encode()),
        "Content-Type: multipart/mixed; boundary=b\nContent-Transfer-Encoding: base64\n",
    ),
    "name that is a path": mail("x", 'Content-Type: application/pdf; name="../../../etc/passwd"\n'),
    "name of control characters": mail("x", 'Content-Type: application/pdf; name="a\x01\x7f\u202egpj.exe"\n'),
    "name without end": mail("x", f'Content-Type: application/pdf; name="{"a" * 200_000}.pdf"\n'),
    "digest": multipart(f"--b\n\nSubject: one\n\n{WORDS}\n--b\n\n--b--\n", "digest"),
    "bom and mbox line": b"\xef\xbb\xbfFrom ada Mon Mar  3 10:14:00 2025\n" + mail(WORDS),
}
