"""Files in the forms in which mail carried them before MIME, and content that is not encoded as it says."""

import base64

import pytest

from compliance.intake import transfer
from compliance.intake.reading import read

FILE = b"Ada Byron, 1 Sample Street \x90\x90\x90\x00\r\n=" + bytes(range(256))


def mail(body: bytes, kind: str = "text/plain", more: str = "") -> bytes:
    """A mail of one part."""
    return f"From: a@example.org\nTo: b@example.com\nSubject: x\nContent-Type: {kind}\n{more}\n".encode() + body


def yenc(name: str, content: bytes) -> bytes:
    """A yEnc file, as a newsreader writes it."""
    coded = ((byte + 42) % 256 for byte in content)
    line = b"".join(b"=" + bytes([(byte + 64) % 256]) if byte in b"\0\n\r=" else bytes([byte]) for byte in coded)
    head = f"=ybegin line=128 size={len(content)} name={name}\r\n".encode()
    return head + b"\r\n".join(line[at : at + 128] for at in range(0, len(line), 128)) + b"\r\n=yend size=1\r\n"


def hqx(name: str, content: bytes) -> bytes:
    """A BinHex 4.0 file (RFC 1741) with an empty resource fork."""
    head = bytes([len(name)]) + name.encode("mac_roman") + b"\0TEXTttxt\0\0" + len(content).to_bytes(4, "big") + bytes(4)
    packed = (head + b"\0\0" + content + b"\0\0\0\0").replace(b"\x90", b"\x90\0")
    coded = base64.b64encode(packed).rstrip(b"=").translate(bytes.maketrans(transfer.BASE64, transfer.HQX))
    lines = b"\n".join(coded[at : at + 64] for at in range(0, len(coded), 64))
    return b"(This file must be converted with BinHex 4.0)\n\n:" + lines + b":\n"


@pytest.mark.parametrize(
    "carried",
    [
        yenc("my letter.bin", FILE),
        hqx("my letter.bin", FILE),
        b"begin-base64 644 my letter.bin\n" + base64.encodebytes(FILE) + b"====\n",
    ],
    ids=["yEnc", "BinHex", "begin-base64"],
)
def test_files_of_before_mime_come_out(carried: bytes) -> None:
    """Name and content of the file are found, and the words around it stay."""
    said = read(mail(b"Please see the file.\n" + carried + b"Thank you.\n"))
    assert [(file.name, file.content) for file in said.attachments] == [("my letter.bin", FILE)]
    assert "Please see the file." in said.text
    assert "Thank you." in said.text


def test_a_binhex_part_is_kept_and_opened() -> None:
    """The part stays what it was, the file in it stands beside."""
    said = read(mail(hqx("letter.txt", b"hello"), "application/mac-binhex40; name=letter.hqx"))
    assert [file.name for file in said.attachments] == ["letter.hqx", "letter.txt"]
    assert said.attachments[1].content == b"hello"


def test_runs_in_binhex() -> None:
    """Run lengths are written out, and what they would blow up without end is left alone."""
    run = hqx("a", b"").replace(b":", b"").split(b"\n\n")[1]
    assert transfer.binhex(run + b":") == ("a", b"")
    bomb = base64.b64encode(b"\x01a" + b"x\x90\xff" * 10_000).translate(bytes.maketrans(transfer.BASE64, transfer.HQX))
    assert transfer.binhex(bomb + b":") is None


@pytest.mark.parametrize("damaged", [b"=ybegin line=1 size=1 name=x\n=", b"begin 644 x\n", b"begin-base64 644 x\n!!"])
def test_cut_files_are_no_error(damaged: bytes) -> None:
    """A file that ends at once gives what there is."""
    assert read(mail(b"Words.\n" + damaged)).outcome == "new"


def test_text_that_only_claims_to_be_base64() -> None:
    """Plain words under a false label are read as they stand; base 64 of short lines is still decoded."""
    words = b"Please delete all the data that you have about me, and tell me when it is done.\n"
    assert read(mail(words, more="Content-Transfer-Encoding: base64\n")).text == words.decode().strip()
    coded = base64.b64encode(words)
    short = b"\n".join(coded[at : at + 8] for at in range(0, len(coded), 8))
    assert read(mail(short, more="Content-Transfer-Encoding: base64\n")).text == words.decode().strip()


def test_a_part_begins_where_the_header_forgets_its_blank_line() -> None:
    """A delimiter ends the mail's header, so that the part's header is the part's."""
    raw = (
        b"From: a@example.org\nTo: b@example.com\nSubject: x\nContent-Type: multipart/mixed; boundary=b\nThis is MIME.\n--b\n"
        b"Content-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\nPlease delete my =\naccount.\n--b--\n"
    )
    assert read(raw).text.endswith("Please delete my account.")


def test_a_header_parted_by_a_blank_line_goes_on() -> None:
    """A program that writes a stray blank line before the type of the content."""
    raw = "From: a@example.org\nSubject: Удалите\n\nContent-Type: text/html; charset=iso-8859-1\n\n<p>Please</p>\n"
    said = read(raw.encode("cp1251"))
    assert (said.subject, said.text) == ("Удалите", "Please")


def test_utf8_and_latin_1_in_one_text() -> None:
    """A mail put together of two charsets is read bit by bit."""
    content = "Atención: ".encode() + "revelação, informações e usuário não são próprios".encode("cp1252")
    raw = mail(content, "text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit\n")
    assert read(raw).text == "Atención: revelação, informações e usuário não são próprios"


def test_what_word_hides_in_comments_is_no_depth() -> None:
    """Hundreds of tags in a comment do not keep a mail from being shown; a false comment does not hide a deep tree."""
    hidden = "<!--[if gte mso 9]><xml>" + '<w:Lsd Name="x"/>' * 400 + "</xml><![endif]-->"
    assert "<p>Please</p>" in (read(mail(f"<html>{hidden}<p>Please</p></html>".encode(), "text/html")).html or "")
    deep = "<div>" * 2000
    for false in (f"<!-->{deep}-->", f"<!--->{deep}-->", f"<!-- --!>{deep}-->", f"<style><!--</style>{deep}-->"):
        assert read(mail(f"{false}words".encode(), "text/html")).html is None


def test_a_line_of_blanks_inside_the_header() -> None:
    """It ends the header, as many programs have it, unless a field follows that no text begins with."""
    head = b"From: a@example.org\nX-Report: nothing\n\t\n"
    assert read(head + b"Please delete my account.\n").text == "Please delete my account."
    assert read(head + b"Content-Length: 6\nContent-Type: text/html\n\n<p>Please</p>\n").text == "Please"


def test_a_container_encoded_as_a_whole_is_opened() -> None:
    """Its first delimiter is its very first line."""
    file = b"--b\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\nPDF\r\n--b--"
    inner = b"--b\r\nContent-Type: text/plain\r\n\r\nForget me.\r\n" + file
    head = b"From: a@example.org\r\nContent-Type: multipart/mixed; boundary=b\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    said = read(head + base64.encodebytes(inner))
    assert (said.body, [file.name for file in said.attachments]) == ("Forget me.", ["a.pdf"])


def test_bare_returns_end_lines_though_a_line_feed_stands_among_them() -> None:
    """Old programs end lines with CR; a file inside may hold an LF or two."""
    raw = b"From: a@example.org\rSubject: x\rContent-Type: multipart/mixed; boundary=b\r\r--b\r\rForget me.\r"
    said = read(raw + b"--b\rContent-Type: text/csv; name=a.csv\r\r1,2\n3,4\r--b--\r")
    assert (said.subject, said.body.splitlines()[0]) == ("x", "Forget me.")
