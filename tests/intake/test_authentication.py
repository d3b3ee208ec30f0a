"""What our own mail server says of a sender: the grammar, whose word counts, and what is aligned with From."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compliance.intake.authentication import CHECKS, aligned, domain_of, evidence, split
from compliance.intake.reading import read
from compliance.intake.trace import Trust
from compliance.rules.evidence import Check, vouching

OURS = Trust(("mx.example.test",))
RECEIVED = ("received", b"from a by mx.example.test; Mon, 2 Nov 2026 10:00:00 +0000")
MARIA = ["maria@example.org"]


def said(value: str, senders: list[str] = MARIA) -> tuple[Check, ...]:
    """The results in one field of our own server."""
    found = evidence([("authentication-results", value.encode()), RECEIVED], senders, OURS)
    return found.checks if found else ()


@pytest.mark.parametrize(("value", "checks"), [
    ("mx.example.test; dkim=pass header.d=example.org", [("dkim", "pass", "example.org", True)]),
    ("MX.Example.Test 1; DKIM = Pass header.i=@news.Example.ORG", [("dkim", "pass", "news.example.org", True)]),
    ('"mx.example.test"; dkim=pass header.d="example.org"', [("dkim", "pass", "example.org", True)]),
    ("mx.example.test; dkim/1=pass (2048-bit (rsa) key) reason=\"a;b\" header.d=example.org header.b=\"aB/+==\"",
     [("dkim", "pass", "example.org", True)]),
    ("mx.example.test; spf=pass smtp.mailfrom=bounces@mail.example.org; dmarc=pass (p=none) header.from=example.org",
     [("spf", "pass", "mail.example.org", True), ("dmarc", "pass", "example.org", True)]),
    ('mx.example.test; spf=pass smtp.mailfrom="a;dkim=pass"@evil.example', [("spf", "pass", "evil.example", False)]),
    ("mx.example.test; dkim=pass header.d=a.example; dkim=fail header.d=example.org",
     [("dkim", "pass", "a.example", False), ("dkim", "fail", "example.org", True)]),
    ("mx.example.test; spf=pass smtp.helo=example.org", [("spf", "pass", "example.org", True)]),
    ("mx.example.test; arc=pass (i=1); iprev=pass policy.iprev=192.0.2.1", [("arc", "pass", "", False)]),
    ("mx.example.test; dkim=pass header.from=example.org", [("dkim", "pass", "", False)]),
    ("mx.example.test; dmarc=pass header.from=news.example.org", [("dmarc", "pass", "news.example.org", False)]),
    ("mx.example.test; none", []),
    ("mx.example.test", []),
    ("mx.example.test 2; dkim=pass header.d=example.org", []),
    ("mx.example.test; dkim=passed header.d=example.org", []),
    ("mx.example.test.evil.example; dkim=pass header.d=example.org", []),
    ("evil.example; mx.example.test; dkim=pass header.d=example.org", []),
    ("mx.example.test; spf=fail (helo=x) ; dkim=pass header.d=example.org",
     [("spf", "fail", "", False), ("dkim", "pass", "example.org", True)]),
    ("mx.example.test; spf=fail (left open ; dkim=pass header.d=example.org", [("spf", "fail", "", False)]),
    ('mx.example.test; spf=fail smtp.mailfrom="left open ; dkim=pass header.d=example.org', [("spf", "fail", "", False)]),
    ("mx.example.test; spf=fail ) ; dkim=pass header.d=example.org", [("spf", "fail", "", False)]),
    ("", []),
])
def test_the_grammar(value: str, checks: list[tuple[str, str, str, bool]]) -> None:
    """RFC 8601 section 2.2 as servers write it, and what is left open ends the reading."""
    assert said(value) == tuple(Check(*check) for check in checks)


@pytest.mark.parametrize(("domain", "sender", "same"), [
    ("example.org", "example.org", True), ("mail.example.org", "example.org", True), ("example.org", "mail.example.org", True),
    ("a.example.co.uk", "b.example.co.uk", True), ("example.co.uk", "other.co.uk", False), ("co.uk", "example.co.uk", False),
    ("alice.github.io", "bob.github.io", False), ("example.org.evil.example", "example.org", False),
    ("notexample.org", "example.org", False), ("example.com", "example.org", False), ("", "", False),
    ("", "example.org", False),
])
def test_alignment(domain: str, sender: str, same: bool) -> None:
    """The same organisation by the Public Suffix List, in either direction."""
    assert aligned(domain, sender) is same


@pytest.mark.parametrize(("address", "domain"), [
    ("Maria@Example.ORG.", "example.org"), ("<maria@example.org>", "example.org"), ("@n.example", "n.example"),
    ("maria@münchen.example", "xn--mnchen-3ya.example"), ("maria@straße.de", "xn--strae-oqa.de"),
    ("maria@[192.0.2.1]", ""), ("maria@localhost", ""), ("a@b@evil.example", "evil.example"), ("x@a..b.de", ""), ("", ""),
])
def test_domains(address: str, domain: str) -> None:
    """As the DNS knows them; what is no domain is none."""
    assert domain_of(address) == domain


FORGED = ("authentication-results", b"mx.example.test; dkim=pass header.d=example.org")
HONEST = ("authentication-results", b"mx.example.test; dkim=fail header.d=example.org; dmarc=fail header.from=example.org")


@pytest.mark.parametrize(("fields", "trust"), [
    ([RECEIVED, HONEST, FORGED], OURS),
    ([HONEST, RECEIVED, FORGED], OURS),
    ([RECEIVED, RECEIVED, FORGED], OURS),
    ([FORGED], OURS),
    ([RECEIVED, FORGED], Trust()),
    ([RECEIVED, FORGED], Trust(("other.example.test",))),
    ([RECEIVED, ("x-authentication-results", FORGED[1])], OURS),
    ([RECEIVED, RECEIVED, RECEIVED, FORGED], Trust(("mx.example.test",), hops=2)),
])
def test_what_is_forged_is_not_believed(fields: list[tuple[str, bytes]], trust: Trust) -> None:
    """Below our own word, below another server's Received, under another name, or where no server's name is set."""
    assert vouching(evidence(fields, MARIA, trust)) is None


def test_each_of_our_filters_may_write_its_own_field() -> None:
    """Under a name of its own; of each name the topmost counts. More hops are ours where the settings say so."""
    trust = Trust(("dkim.example.test", "dmarc.example.test"), hops=2)
    fields = [
        RECEIVED, ("authentication-results", b"dmarc.example.test; dmarc=fail header.from=example.org"), RECEIVED,
        ("authentication-results", b"dkim.example.test; dkim=pass header.d=example.org"),
        ("authentication-results", b"dmarc.example.test; dmarc=pass header.from=example.org"),
    ]
    found = evidence(fields, MARIA, trust)
    assert [(c.method, c.result) for c in found.checks] == [("dmarc", "fail"), ("dkim", "pass")]
    assert found.by == ("dmarc.example.test", "dkim.example.test")
    assert vouching(found) is None


@pytest.mark.parametrize(("results", "senders", "domain"), [
    ("dkim=pass header.d=example.org", MARIA, "example.org"),
    ("dkim=pass header.d=example.org; dmarc=pass header.from=example.org", MARIA, "example.org"),
    ("dkim=pass header.d=example.org; dmarc=none header.from=example.org", MARIA, "example.org"),
    ("dkim=pass header.d=example.org; dmarc=fail header.from=example.org", MARIA, None),
    ("dkim=pass header.d=example.org; dmarc=temperror header.from=example.org", MARIA, None),
    ("dkim=pass header.d=example.org; dmarc=pass header.from=other.example", MARIA, None),
    ("dkim=fail header.d=example.org; dmarc=pass header.from=example.org", MARIA, None),
    ("spf=pass smtp.mailfrom=example.org; dmarc=pass header.from=example.org", MARIA, None),
    ("dkim=pass header.d=evil.example", MARIA, None),
    ("arc=pass", MARIA, None),
    ("dkim=pass header.d=example.org", ["maria@example.org", "eve@evil.example"], None),
    ("dkim=pass header.d=example.org", [], None),
])
def test_who_vouches(results: str, senders: list[str], domain: str | None) -> None:
    """A signature of the domain in From, to which its DMARC does not object; never SPF, ARC or another's signature."""
    found = evidence([("authentication-results", f"mx.example.test; {results}".encode()), RECEIVED], senders, OURS)
    assert vouching(found) == domain


PIECES = st.sampled_from([
    "mx.example.test", ";", "dkim", "=", "pass", " ", "header.d", "example.org", "(", ")", '"', "\\", "spf", "smtp.mailfrom",
    "@", "dmarc", "header.from", "/1", "1", "\t", "é", "\0", ",", "none", "reason",
])


@given(st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200))
@example("mx.example.test;dkim=pass header.d=" + "a." * 4000)
@example("(" * 9000)
def test_no_header_is_too_odd(value: str) -> None:
    """Whatever stands there: no exception, few results, real domains, and nothing where our server is not named first."""
    checks = said(value)
    assert len(checks) <= CHECKS
    assert all(check.domain == domain_of(check.domain) for check in checks)
    assert not checks or "mx.example.test" in split(value)[0]


@given(st.text(alphabet=st.characters(exclude_characters='"\\\r\n', exclude_categories=("Cs", "Cc")), max_size=60))
def test_what_a_sender_wrote_stays_inside_quotes_and_comments(theirs: str) -> None:
    """Whatever local part or HELO name a stranger gives, quoted or bracketed as the RFC says, it says nothing itself."""
    comment = theirs.replace("(", "").replace(")", "")
    value = f'mx.example.test; spf=fail (helo {comment}) smtp.mailfrom="{theirs}"@evil.example; dkim=none'
    assert [(c.method, c.result) for c in said(value)] == [("spf", "fail"), ("dkim", "none")]


def test_read_from_a_mail() -> None:
    """The whole way: two From fields are aligned with nothing; without trust there is no evidence."""
    found = b"Authentication-Results: mx.example.test;\r\n dkim=pass header.d=example.org\r\n"
    trace = b"Received: from x by mx.example.test\r\n" + found
    mail = trace + b"From: Maria <maria@example.org>\r\nSubject: Hi\r\n\r\nStop.\r\n"
    assert vouching(read(mail, trust=OURS).evidence) == "example.org"
    assert read(mail).evidence is None
    assert vouching(read(mail.replace(b"Subject", b"From: eve@evil.example\r\nSubject"), trust=OURS).evidence) is None
