"""The DNS records of the contact addresses' domains, and of the web address: what mail and letters need to arrive.

MX (RFC 5321 section 5), SPF (RFC 7208), DKIM where letters are signed here (RFC 6376), DMARC (RFC 7489), and an address for
PUBLIC_URL. A name server that does not answer makes one finding `unknown` and ends the asking.
"""

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import dns.exception
import dns.resolver
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_private_key
from publicsuffixlist import PublicSuffixList

from compliance.doctor.findings import Finding, ok, unknown, warning, wrong
from config import LOOPBACK, Settings

SECONDS = 3.0
# Names that the DNS of the world does not know (RFC 2606, RFC 6761, RFC 6762).
RESERVED = re.compile(r"(?:^|\.)(?:localhost|test|example|invalid|local|internal|example\.(?:com|net|org))$")
NOBODY = (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer)


def check(settings: Settings) -> Iterator[Finding]:
    """The findings of every domain, one after the other."""
    domains = dict.fromkeys(address.partition("@")[2] for address in settings.contact_address)
    for domain in domains:
        if RESERVED.search(domain):
            yield unknown(f"dns.{domain}", f"{domain} is no name of the public DNS", "Set CONTACT_ADDRESS to your own.")
            continue
        try:
            yield from _mail(domain)
            yield from _signature(settings, domain)
            yield _policy(domain)
        except dns.exception.DNSException as error:
            yield _away(domain, error)
            return
    host = urlsplit(settings.public_url).hostname or ""
    if host not in LOOPBACK and not RESERVED.search(host) and not re.fullmatch(r"[\d.]+|.*:.*", host):
        try:
            yield _web(host)
        except dns.exception.DNSException as error:
            yield _away(host, error)


def ask(name: str, kind: str) -> list[str]:
    """The records of a name, texts put together; empty where there are none. Raises DNSException where nobody answers."""
    try:
        answer = dns.resolver.resolve(name, kind, lifetime=SECONDS, search=False)
    except NOBODY:
        return []
    if kind == "TXT":
        return [b"".join(record.strings).decode("latin-1") for record in answer]
    return [record.to_text() for record in answer]


def _away(name: str, error: dns.exception.DNSException) -> Finding:
    return unknown(f"dns.{name}", f"the name server does not answer for {name} ({type(error).__name__})",
                   "Look at /etc/resolv.conf, or run this where the DNS can be asked.")


def _mail(domain: str) -> Iterator[Finding]:
    """Where mail goes, and who may send in the domain's name."""
    servers = ask(domain, "MX")
    if any(server.split()[-1] == "." for server in servers):
        yield wrong(f"dns.mx.{domain}", f"{domain} says that it takes no mail (RFC 7505)", "Give it an MX record.")
    elif servers:
        yield ok(f"dns.mx.{domain}", f"mail for {domain} goes to {min(servers, key=_preference).split()[-1].rstrip('.')}")
    else:
        yield wrong(f"dns.mx.{domain}", f"{domain} has no MX record", "Add one that names your mail server.")
    senders = [text for text in ask(domain, "TXT") if re.match(r"v=spf1(?: |$)", text, re.IGNORECASE)]
    name = f"dns.spf.{domain}"
    if not senders:
        yield warning(name, f"{domain} has no SPF record: letters may be taken for spam",
                      "Add a TXT record such as: v=spf1 mx -all")
    elif len(senders) > 1:
        yield wrong(name, f"{domain} has {len(senders)} SPF records, so none counts (RFC 7208 section 4.5)", "Leave one.")
    elif re.search(r"(?:^| )\+?all\b", senders[0]):
        yield wrong(name, f"the SPF record of {domain} lets everybody send in its name", "End it with -all or ~all.")
    else:
        yield ok(name, f"{domain} has an SPF record")


def _preference(record: str) -> int:
    return int(record.split()[0])


def _signature(settings: Settings, domain: str) -> Iterator[Finding]:
    """Whether the DNS shows the public half of the key that signs letters here."""
    signs = settings.dkim_domain or settings.contact_address[0].partition("@")[2]
    if not settings.dkim_key_file or domain != signs:
        return
    name, where = f"dns.dkim.{domain}", f"{settings.dkim_selector}._domainkey.{signs}"
    key = load_pem_private_key(Path(settings.dkim_key_file).expanduser().read_bytes(), None).public_key()
    ours = base64.b64encode(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()
    texts = ask(where, "TXT")
    shown = [found[1] for text in texts if (found := re.search(r"\bp=([A-Za-z0-9+/=]*)", re.sub(r"\s", "", text)))]
    record = f"Add the TXT record {where}: v=DKIM1; k=rsa; p={ours}"
    if not shown:
        yield wrong(name, f"there is no key at {where}: signatures of letters do not hold", record)
    elif ours not in shown:
        yield wrong(name, f"the key at {where} is not the public half of DKIM_KEY_FILE", record)
    else:
        yield ok(name, f"the key at {where} fits DKIM_KEY_FILE")


def _policy(domain: str) -> Finding:
    """DMARC, of the domain or of its organisation's (RFC 7489 section 6.6.3)."""
    name, organisation = f"dns.dmarc.{domain}", PublicSuffixList().privatesuffix(domain)
    for place in dict.fromkeys((domain, organisation or domain)):
        found = [text for text in ask(f"_dmarc.{place}", "TXT") if text.upper().startswith("V=DMARC1")]
        if len(found) == 1:
            return ok(name, f"{place} has a DMARC record")
        if found:
            return wrong(name, f"{place} has {len(found)} DMARC records, so none counts", "Leave one.")
    return warning(name, f"{domain} has no DMARC record: anybody can write in its name",
                   f"Add the TXT record _dmarc.{domain}, such as: v=DMARC1; p=quarantine")


def _web(host: str) -> Finding:
    if ask(host, "A") or ask(host, "AAAA"):
        return ok("dns.web", f"{host} has an address")
    return wrong("dns.web", f"{host}, the host of PUBLIC_URL, has no address: links in letters lead nowhere",
                 "Add an A or AAAA record, or mend PUBLIC_URL.")
