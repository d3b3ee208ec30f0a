"""Text out of bytes: charsets, encoded words, addresses, parameters, parts, files."""

import base64
import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compliance.intake.addresses import addresses_in, mailboxes
from compliance.intake.decoding import charset_of, decode, header_text
from compliance.intake.html_text import read as read_html
from compliance.intake.html_text import safe
from compliance.intake.parameters import structured
from compliance.intake.reading import read
from tests.intake.shapes import WORDS, mail, multipart, tnef, winmail

WRITTEN = [
    ("cp1252", "Grüße aus München, bitte löschen Sie meine Daten"),
    ("cp1252", "déjà vu, supprimez mes données"),
    ("cp1251", "Привет, удалите мои данные пожалуйста"),
    ("koi8_r", "Привет, удалите мои данные пожалуйста"),
    ("cp932", "個人情報を削除してください"),
    ("euc_jp", "個人情報を削除してください"),
    ("gb18030", "请删除我的个人信息"),
    ("big5", "請刪除我的個人資料"),
    ("cp949", "내 개인정보를 삭제해 주세요"),
    ("cp1250", "Proszę usunąć moje dane osobowe, żądam"),
    ("iso8859-2", "Proszę usunąć moje dane osobowe, żądam"),
    ("cp1253", "Παρακαλώ διαγράψτε τα δεδομένα μου"),
    ("cp1255", "נא למחוק את הנתונים שלי"),
    ("cp1256", "يرجى حذف بياناتي الشخصية"),
    ("cp1254", "Lütfen kişisel verilerimi silin, ığdır"),
    ("cp874", "กรุณาลบข้อมูลของฉัน"),
    ("iso2022_jp", "個人情報を削除してください"),
    ("utf-8", "Löschung – 删除"),
    ("utf-16", "Löschung – 删除"),
]


@pytest.mark.parametrize(("charset", "words"), WRITTEN)
@pytest.mark.parametrize("label", ["", "x-unknown", "utf-8", "us-ascii"])
def test_undeclared_and_wrongly_declared_text(charset: str, words: str, label: str) -> None:
    """The words come through where the charset is not told, unknown, or another than the label says."""
    if label == "us-ascii" and charset in {"iso2022_jp", "utf-16"}:
        label = ""
    if label == "us-ascii" and charset not in {"utf-8", "cp1252"}:
        label = "x-unknown"
    if label == "utf-8" and charset == "iso2022_jp":
        label = ""
    header = f"Content-Type: text/plain; charset={label}\n" if label else ""
    assert read(mail(words.encode(charset), header)).body == words


@pytest.mark.parametrize(
    ("label", "charset"),
    [
        ("ISO-8859-1", "cp1252"),
        ("latin1", "cp1252"),
        ("windows-1252", "cp1252"),
        ('"utf-8"', "utf-8"),
        ("utf8", "utf-8"),
        ("UTF-8;", "utf-8"),
        ("gb2312", "gb18030"),
        ("ks_c_5601-1987", "cp949"),
        ("shift_jis", "cp932"),
        ("x-sjis", "cp932"),
        ("iso-8859-8-i", "iso8859-8"),
        ("cp-1251", "cp1251"),
        ("win-1251", "cp1251"),
        ("koi8-ru", "koi8_u"),
        ("tis-620", "cp874"),
        ("unicode-1-1-utf-7", "utf-7"),
        ("x-mac-roman", "mac_roman"),
        ("utf-8 (plain)", "utf-8"),
        ("charset=utf-8", "utf-8"),
    ],
)
def test_charset_labels(label: str, charset: str) -> None:
    """What people write for a charset, and what they mean."""
    found = charset_of(label)
    assert found
    assert "x".encode(found) == "x".encode(charset)


@pytest.mark.parametrize(
    "label", ["zip", "base64", "idna", "unicode_escape", "rot13", "../x", "mbcs", "undefined", "x" * 1000, "", None]
)
def test_labels_that_are_no_charsets(label: str | None) -> None:
    """Python's codecs that are no charsets are not run on strangers' bytes."""
    assert charset_of(label) is None


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"=?utf-8?Q?Gr=C3=BC=C3=9Fe?= =?utf-8?B?IMOkw7Y=?=", "Grüße äö"),
        (b"=?utf-8?Q?a b c?=", "a b c"),
        (b"=?UTF-8?Q?=E2=82?= =?UTF-8?Q?=AC?=", "€"),
        (b"a=?utf-8?Q?=C3=A4?=b", "aäb"),
        (b"=?utf-8*de?Q?=C3=A4?=", "ä"),
        (b"=?gb2312?B?1tDOxA==?=", "中文"),
        (b"=?utf-8?B?5Lit5paH", "中文"),
        (b"=?utf-8?B?5Li?= =?utf-8?B?t5paH?=", "中文"),
        (b"=?utf-8?B?5Lit5pa?=", "中"),
        (b"=?utf-8?B?4oCTIHTDqA?=", "– tè"),
        ("ä raw".encode(), "ä raw"),
        ("ä raw".encode("latin-1"), "ä raw"),
        (b"=?us-ascii?Q?a=E4?=", "aä"),
        (b"=?x-unknown?B?5Lit5paH?=", "中文"),
        (b"=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
        (b"=?windows-1252?Q?=93x=94?=", "“x”"),
        (b"=?utf-8?Q?a?==?utf-8?Q?b?=", "ab"),
        (b"x =?utf-8?Q?y?= z", "x y z"),
        (b"=?utf-7?Q?+AOQ-?=", "ä"),
        (b"\x1b$B8D?M\x1b(B", "個人"),
        (b"=?iso-8859-1?Q?=E4?= =?utf-8?Q?=C3=B6?=", "äö"),
        (b"a\x00b\r\n c", "ab c"),
        (b"=?utf-8?Q??=", ""),
    ],
)
def test_encoded_words(raw: bytes, text: str) -> None:
    """RFC 2047, and what senders make of it."""
    assert header_text(raw) == text


@pytest.mark.parametrize(
    ("raw", "boxes"),
    [
        (b'"Doe, Jane" <jane@x.org>', [("Doe, Jane", "jane@x.org")]),
        (b"Doe, Jane <jane@x.org>", [("Doe, Jane", "jane@x.org")]),
        (b"jane@x.org (Jane (the) Doe)", [("Jane (the) Doe", "jane@x.org")]),
        (b"alice@victim.example)bob@evil.example", [("alice@victim.example)", "bob@evil.example")]),
        (b"Alice <alice@victim.example> <evil@x.org>", [("Alice", "evil@x.org")]),
        (b"undisclosed-recipients:;", []),
        (b"G: a@b.c, d@e.f;, g@h.i", [("", "a@b.c"), ("", "d@e.f"), ("", "g@h.i")]),
        (b"<@route.x:joe@x.org>", [("", "joe@x.org")]),
        (b"=?utf-8?Q?Ingo_L=C3=BC?= =?utf-8?Q?tke?= <i@x.org>", [("Ingo Lütke", "i@x.org")]),
        (b"<joe@x.org", [("", "joe@x.org")]),
        ("Jürgen <j@x.org>".encode("latin-1"), [("Jürgen", "j@x.org")]),
        (b"EMAIL_FROM", [("EMAIL_FROM", "")]),
        (b"<>", []),
        (b"=?us-ascii?Q?Joe=2C_Jim?= <j@x.org>", [("Joe, Jim", "j@x.org")]),
        (b"a@b.c <d@e.f>", [("a@b.c", "d@e.f")]),
        ("джо@пример.рф".encode(), [("", "джо@пример.рф")]),
        (b'"Joe" <mailto:joe@x.org>', [("Joe", "joe@x.org")]),
    ],
)
def test_mailboxes(raw: bytes, boxes: list[tuple[str, str]]) -> None:
    """Addresses as people, programs and cheats write them."""
    assert mailboxes(raw) == boxes


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_addresses_in_text_stand_in_the_text(text: str) -> None:
    """What is found as an address stands in the text."""
    assert all(address in text for address in addresses_in(text))


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (b"x/y; name*0*=utf-8''%C3%A4; name*1=b.pdf", "äb.pdf"),
        (b"x/y; name*1=b.pdf; name*0=a", "ab.pdf"),
        (b"x/y; name=This is a test.txt", "This is a test.txt"),
        (b"x/y; name*=iso-8859-1''t%E4st.txt; name=\"t?st.txt\"", "täst.txt"),
        (b'x/y; name="=?utf-8?Q?t=C3=A4st?=.txt"', "täst.txt"),
        ('x/y; name="täst.txt"'.encode(), "täst.txt"),
        ("x/y; name=täst.txt".encode("latin-1"), "täst.txt"),
        (b"x/y; name=foo; name=bar", "foo"),
        (b'x/y; name=; name="bar"', "bar"),
        (b"x/y;; ;name = 'a.txt'", "a.txt"),
        (b'x/y; name="a\\"b.txt', 'a"b.txt'),
        (b"x/y name=a.txt", "a.txt"),
        (b'x/y; name="=?iso-8859-1?B?dOQ=?=\r\n =?iso-8859-1?B?c3Q=?="', "täst"),
    ],
)
def test_parameters(raw: bytes, name: str) -> None:
    """RFC 2231, RFC 2047 where it is forbidden, and no rule at all."""
    assert structured(raw)[1]["name"] == name


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\\\Users\\\\ada\\\\letter.doc", "letter.doc"),
        ("a\x01b.txt", "ab.txt"),
        ("..", "application-1.pdf"),
        ("", "application-1.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
        (".htaccess", "htaccess"),
        ("a<b>:c|d?.pdf", "abcd.pdf"),
    ],
)
def test_file_names_are_harmless(told: str, name: str) -> None:
    """No path, no trickery, never empty."""
    raw = mail("x", f'Content-Type: application/pdf\nContent-Disposition: attachment; filename="{told}"\n')
    assert read(raw).attachments[0].name == name


def parts(*inner: str, kind: str = "mixed") -> bytes:
    """A multipart of these parts, each with its header."""
    return multipart("".join(f"--b\n{part}\n" for part in inner) + "--b--\n", kind)


PLAIN = "Content-Type: text/plain\n\nPlease delete my account.\n"
PDF = "Content-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQ=\n"


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        (parts(PLAIN, PDF), ["a.pdf"]),
        (parts(PLAIN, PDF, PDF), ["a.pdf", "a.pdf"]),
        (parts(PLAIN, "Content-Type: image/png\n\nx"), ["image-1.png"]),
        (parts(PLAIN, "Content-Type: text/calendar; method=REQUEST; name=invite.ics\n\nBEGIN:VCALENDAR\n"), ["invite.ics"]),
        (
            parts(PLAIN, "Content-Type: text/plain; name=notes.txt\nContent-Disposition: attachment\n\nnotes\n"),
            ["notes.txt"],
        ),
        (parts(PLAIN, "Content-Type: message/rfc822\n\nSubject: Old letter\n\nold\n"), ["Old letter.eml"]),
        (
            parts(PLAIN, "Content-Type: application/pgp-signature; name=signature.asc\n\n-----BEGIN\n", kind="signed"),
            ["signature.asc"],
        ),
        (parts("Content-Type: application/pkcs7-mime; name=smime.p7m\n\nx"), ["smime.p7m"]),
        (
            parts(PLAIN, "Content-Type: application/octet-stream\nContent-Location: http://x/y/logo.png?z\n\nx"),
            ["logo.png"],
        ),
        (mail(f"{WORDS}\nbegin 644 sheet.xls\n#0V%T\n`\nend\nbye\n"), ["sheet.xls"]),
    ],
)
def test_files_come_out(raw: bytes, names: list[str]) -> None:
    """Every part that is not the mail's text is kept as a file, with the name that it was given."""
    said = read(raw)
    assert [file.name for file in said.attachments] == names
    assert "pkcs7" in str(raw) or WORDS in said.text


def test_decoded_content_is_exact() -> None:
    """The bytes of an attachment, in each transfer encoding."""
    content = bytes(range(256)) * 5
    for encoding, encoded in (("base64", base64.encodebytes(content)), ("quoted-printable", quopri.encodestring(content))):
        raw = multipart(
            f"--b\nContent-Type: image/png\nContent-Transfer-Encoding: {encoding}\n\n".encode() + encoded + b"\n--b--\n"
        )
        assert read(raw).attachments[0].content.rstrip(b"\n") == content.rstrip(b"\n")


def test_alternatives() -> None:
    """The plain text alone where both say the same; both where they do not; the HTML where the text is empty."""
    html = "Content-Type: text/html\n\n<p>{}</p>\n"
    assert read(parts(PLAIN, html.format(WORDS), kind="alternative")).body == WORDS
    assert "something else" in read(parts(PLAIN, html.format("something else altogether"), kind="alternative")).body
    assert read(parts("Content-Type: text/plain\n\n\n", html.format(WORDS), kind="alternative")).text == WORDS


def test_html_says_its_charset() -> None:
    """Undeclared HTML is read by what its own head says."""
    head = '<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1250"></head>'
    assert read(mail(f"{head}<p>żółć".encode("cp1250"), "Content-Type: text/html\n")).body == "żółć"


def test_headers_folded_wrongly() -> None:
    """A line that is no field goes on with the field above; where no field follows, the body begins."""
    said = read(b"Subject: Please delete\nmy account\nFrom: ada@example.org\nthe body\n\ngoes on\n")
    assert (said.subject, said.sender, said.body) == ("Please delete my account", "ada@example.org", "the body\n\ngoes on")


def test_of_several_types_the_container_counts() -> None:
    """Two Content-Type fields: the one that tells of parts."""
    raw = mail(f"--b\n\n{WORDS}\n--b--\n", "Content-Type: text/plain\nContent-Type: multipart/mixed; boundary=b\n")
    assert read(raw).body == WORDS


def test_text_outside_of_parts_is_read() -> None:
    """What stands before, between and after the parts is somebody's words too; that this is MIME is not."""
    said = read(multipart(f"This is a multi-part message in MIME format.\n\n--b\n\nfirst\n--b--\n{WORDS}\n"))
    assert said.body == f"first\n\n{WORDS}"


def test_winmail_is_opened() -> None:
    """The files come out of a winmail.dat under their long names, and its text where the mail has none."""
    stream = tnef((1, 0x800C, b"words inside\0"), (2, 0x9002, b""), (2, 0x8010, b"LETTER~1.PDF\0"), (2, 0x800F, b"%PDF"))
    said = read(winmail(stream))
    assert [(file.name, file.content) for file in said.attachments] == [("LETTER~1.PDF", b"%PDF")]
    assert "words inside" in said.body


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<p>a</p><p>b</p>", "a\n\nb"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<style>p{}</style><script>x()</script>a", "a"),
        ("<title>t</title>a &amp; b &lt;c&gt;", "a & b <c>"),
        ("a<!-- hidden --> b", "a b"),
        ("<ul><li>a<li>b</ul>", "- a\n- b"),
        ("<pre>a\n b</pre>", "a\nb"),
        ("a <img src=x alt='pic'> b", "a pic b"),
        ('<a href="x>y">link</a>', "link"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<td>a</td><td>b</td>", "a b"),
        ("<!--[if mso]>x<![endif]-->a", "a"),
    ],
)
def test_html_as_text(source: str, words: str) -> None:
    """The words that a person sees."""
    assert read_html(source).words == words


@pytest.mark.parametrize(
    "quote",
    [
        "<blockquote>old</blockquote>",
        '<div class="gmail_quote">On 1.1.2025 10:00 a@b.c wrote: old</div>',
        '<blockquote type="cite"><div>old</div></blockquote>',
        '<div id="divRplyFwdMsg">x</div><div>old</div>',
        '<div class="yahoo_quoted"><p>old</p></div>',
        "<hr><b>From:</b> a<br><b>Sent:</b> b<br><b>To:</b> c<br><b>Subject:</b> d<p>old",
        '<div class="moz-cite-prefix">On 1.1.2025 10:00, a wrote:<br></div><blockquote>old</blockquote>',
    ],
)
def test_quoted_html_is_not_new(quote: str) -> None:
    """Quoted mail in HTML is known by its markup, and still stands in the body."""
    said = read(mail(f"<p>{WORDS}</p>{quote}", "Content-Type: text/html\n"))
    assert said.text == WORDS
    assert "old" in said.body


def test_safe_html_loads_nothing() -> None:
    """No script, no style, no form, and no picture from elsewhere."""
    made = safe(
        '<p onclick="x()" style="background:url(http://x/)">a<script>x()</script><img src="http://x/pixel.gif" alt="p">'
        '<img src="cid:1">'
        '<img src="data:image/png;base64,AAAA"><img src="data:image/svg+xml;base64,AAAA">'
        '<a href="javascript:x()">b</a><a href="data:text/html,x">c</a>'
        '<form action="http://x"><input></form><iframe src="http://x"></iframe><link rel=stylesheet href=http://x><svg><use href="http://x"/></svg></p>'
    )
    assert made
    for word in ("http://x", "script", "style", "onclick", "cid:", "svg", "form", "iframe", "text/html"):
        assert word not in made
    assert 'src="data:image/png;base64,AAAA"' in made


def test_pgp_is_told() -> None:
    """Signed text is read without its armour; encrypted text is kept and told."""
    head, tail = "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n", "-----BEGIN PGP SIGNATURE-----\n\nxyz\n"
    signed = f"{head}{WORDS}\n{tail}-----END PGP SIGNATURE-----\n"
    said = read(mail(signed))
    assert (said.text, said.warnings) == (WORDS, ("signed with PGP",))
    assert "encrypted with PGP" in read(mail("-----BEGIN PGP MESSAGE-----\n\nxyz\n-----END PGP MESSAGE-----\n")).warnings[0]


@pytest.mark.parametrize("form", ["der", "ber", "encrypted", "cut"])
def test_smime_signed_as_a_whole_is_read(form: str) -> None:
    """The words inside a signed-data message are read, and the message is kept; of an encrypted one nothing comes out."""
    inner = f"Content-Type: text/plain\n\n{WORDS}\n".encode()
    data = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
    size = bytes([len(inner)])
    pieces = b"\x04\x0a" + inner[:10] + b"\x04" + bytes([len(inner) - 10]) + inner[10:]
    message = {
        "der": b"\x30\x80" + data + b"\xa0" + bytes([len(inner) + 2]) + b"\x04" + size + inner,
        "ber": b"\x30\x80" + data + b"\xa0\x80\x24\x80" + pieces + b"\0\0",
        "encrypted": b"\x30\x80" + data + b"\x30\x05" + inner,
        "cut": b"\x30\x80" + data + b"\xa0\x88\xff",
    }[form]
    head = "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\nContent-Transfer-Encoding: base64\n"
    said = read(mail(base64.encodebytes(message), head))
    assert (said.text == WORDS) == (form in {"der", "ber"})
    assert [file.name for file in said.attachments] == ["smime.p7m"]
    assert "S/MIME" in said.warnings[0]


def test_flowed_text_flows() -> None:
    """Soft line breaks go, quotes keep their depth."""
    assert read(mail("Please delete \nmy account.\n", "Content-Type: text/plain; format=flowed\n")).body.strip() == WORDS


@given(
    st.binary(max_size=400),
    st.sampled_from(["utf-8", "us-ascii", "iso-2022-jp", "utf-7", "gb2312", "utf-16", "hz", "", "big5", "iso-8859-1"]),
)
@settings(max_examples=200, deadline=None)
def test_decoding_never_fails(content: bytes, label: str) -> None:
    """Any bytes under any label become clean text."""
    text = decode(content, label)
    text.encode("utf-8")
    assert "\r" not in text
    header_text(b"=?" + label.encode() + b"?Q?" + content)
