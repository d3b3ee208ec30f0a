"""The DNS records of the contact addresses: missing, double, permissive and foreign ones are found; silence is no fault."""

import base64

import dns.resolver
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from compliance.doctor import names
from tests.conftest import opened_app
from tests.doctor.looking import looked_at
from tests.doctor.name_server import name_server

DOMAIN, ORGANISATION, HOST = "privacy.acme.com", "acme.com", "requests.acme.com"
MX, TXT = (DOMAIN, "MX"), (DOMAIN, "TXT")
DKIM, DMARC = (f"s1._domainkey.{DOMAIN}", "TXT"), (f"_dmarc.{ORGANISATION}", "TXT")
WELL = {MX: ["10 mx.acme.com.", "20 b.acme.com."], TXT: ['"some=thing"', '"v=spf1 mx -all"'], DMARC: ['"v=DMARC1; p=reject"'],
        (HOST, "AAAA"): ["2001:db8::1"]}


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    """A key for signing letters, and the TXT record of its public half, cut as long ones are."""
    private = rsa.generate_private_key(65537, 2048)
    path = tmp_path_factory.mktemp("dkim") / "dkim.pem"
    path.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()))
    path.chmod(0o600)
    public = base64.b64encode(private.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
    return path, f'"v=DKIM1; k=rsa; p={public[:200]}" "{public[200:]}"'


@pytest.fixture
def asked(sqlite_url, tmp_path, monkeypatch, key):
    """Says what the doctor finds where the DNS holds these records."""
    def ask(records, **settings):
        given = {"CONTACT_ADDRESS": f"privacy@{DOMAIN}", "PUBLIC_URL": f"https://{HOST}", "DKIM_KEY_FILE": str(key[0]),
                 "DKIM_SELECTOR": "s1", "INSTANCE_PATH": str(tmp_path), "DATABASE_URL": sqlite_url}
        with opened_app(**given | settings) as app, name_server(records) as resolver:
            monkeypatch.setattr(dns.resolver, "resolve", resolver.resolve)
            return looked_at(app, "--only", "dns")[1]

    return ask


def test_all_is_well(asked, key):
    found = asked(WELL | {DKIM: [key[1]]})
    assert found == {f"dns.{what}.{DOMAIN}": "ok" for what in ("mx", "spf", "dkim", "dmarc")} | {"dns.web": "ok"}


@pytest.mark.parametrize(("records", "what", "state"), [
    ({MX: []}, "mx", "wrong"),
    ({MX: ["0 ."]}, "mx", "wrong"),
    ({TXT: []}, "spf", "warning"),
    ({TXT: ['"v=spf1 -all"', '"v=spf1 mx ~all"']}, "spf", "wrong"),
    ({TXT: ['"v=spf1 mx +all"']}, "spf", "wrong"),
    ({TXT: ['"v=spf1 mx all"']}, "spf", "wrong"),
    ({TXT: ['"v=spf10 mx -all"']}, "spf", "warning"),
    ({DKIM: []}, "dkim", "wrong"),
    ({DKIM: ['"v=DKIM1; p="']}, "dkim", "wrong"),
    ({DKIM: ['"v=DKIM1; k=rsa; p=MIIBIjAN"']}, "dkim", "wrong"),
    ({DMARC: []}, "dmarc", "warning"),
    ({DMARC: ['"v=DMARC1; p=none"', '"v=DMARC1; p=reject"']}, "dmarc", "wrong"),
])
def test_a_fault_is_found_and_the_rest_is_well(asked, key, records, what, state):
    found = asked(WELL | {DKIM: [key[1]]} | records)
    assert found.pop(f"dns.{what}.{DOMAIN}") == state
    assert set(found.values()) == {"ok"}


def test_links_that_lead_nowhere(asked, key):
    found = asked({place: texts for place, texts in (WELL | {DKIM: [key[1]]}).items() if place[0] != HOST})
    assert found["dns.web"] == "wrong"


def test_letters_that_the_mail_server_signs_are_not_ours_to_look_at(asked):
    assert f"dns.dkim.{DOMAIN}" not in asked(WELL, DKIM_KEY_FILE="", DKIM_SELECTOR="")


def test_names_that_no_dns_knows_are_not_asked(asked):
    found = asked({}, CONTACT_ADDRESS="privacy@books.example", PUBLIC_URL="http://127.0.0.1:8000")
    assert found == {"dns.books.example": "unknown"}


def test_a_name_server_that_is_silent_is_asked_once(asked, monkeypatch):
    times = []

    def silent(*_names, **_options):
        times.append(1)
        raise dns.resolver.LifetimeTimeout(timeout=0, errors=[])

    monkeypatch.setattr(names, "ask", silent)
    found = asked({}, CONTACT_ADDRESS=f"privacy@{DOMAIN},privacy@acme.org")
    assert (found, len(times)) == ({f"dns.{DOMAIN}": "unknown"}, 1)
