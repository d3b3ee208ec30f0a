"""Security keys and passkeys as a second factor (W3C Web Authentication, by py_webauthn).

A challenge of 256 random bits lies in the session's row, is used once, and ends with the session. What a key signs is bound to
our address, so that a copied page gets nothing. Which make of key it is, is not asked (no attestation); that somebody touches
it is enough, since the password came before. Browsers offer keys over HTTPS and at localhost, never for a bare IP address.
"""

import secrets
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
import webauthn
from webauthn.helpers import parse_authentication_credential_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from compliance.db import db, now, unit
from compliance.ledger import hold
from compliance.people import second_step
from compliance.people.models import Passkey, Staff, StaffSession
from compliance.people.second_step import KEY, StepError

CHALLENGE_BYTES = 32
MOST = 10  # keys of one account
LONGEST = 20_000  # characters of an answer
LONGEST_ID = 1023  # bytes of a key's name (W3C WebAuthn, 4)
# What the library raises over an answer that no browser would give.
WRONG = (WebAuthnException, ValueError, KeyError, TypeError, AttributeError, IndexError)
TOUCH = UserVerificationRequirement.DISCOURAGED


@dataclass(frozen=True)
class Site:
    """Where the desk is: its origin, the domain that keys are bound to, and the house's name."""

    origin: str
    domain: str
    name: str


def site_of(public_url: str, name: str) -> Site | None:
    """The site at an address; None where browsers offer no keys."""
    parts = urlsplit(public_url)
    domain = parts.hostname or ""
    try:
        ip_address(domain)
    except ValueError:
        safe = parts.scheme == "https" or domain == "localhost"
        return Site(f"{parts.scheme}://{parts.netloc}", domain, name) if safe and domain else None
    return None


def ask_new(session: StaffSession, site: Site) -> str:
    """What the browser needs to make a key, in JSON. Raises StepError for an account with too many."""
    staff = session.staff
    there = _keys(staff)
    if len(there) >= MOST:
        raise StepError("An account has at most ten keys. Remove one first.")
    options = webauthn.generate_registration_options(
        rp_id=site.domain, rp_name=site.name, user_name=staff.email, user_display_name=staff.display_name,
        user_id=staff.id.to_bytes(8, "big"), challenge=_challenge(session), exclude_credentials=_described(there),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=TOUCH))
    return webauthn.options_to_json(options)


def ask(session: StaffSession, site: Site) -> str:
    """What the browser needs to have one of the account's keys sign, in JSON."""
    options = webauthn.generate_authentication_options(
        rp_id=site.domain, challenge=_challenge(session), allow_credentials=_described(_keys(session.staff)),
        user_verification=TOUCH)
    return webauthn.options_to_json(options)


def add(session: StaffSession, site: Site, answer: str, name: str) -> tuple[str, list[str]]:
    """A new key. Returns the session's cookie, and recovery codes where there were none. Raises StepError."""
    staff = session.staff
    with unit():
        hold(staff)
        made = _made(_taken(session), site, answer)
        known = made and db.session.scalar(sa.select(Passkey.id).where(Passkey.credential == made.credential_id))
        if made and not known and len(_keys(staff)) < MOST and len(made.credential_id) <= LONGEST_ID:
            db.session.add(Passkey(
                staff_id=staff.id, name=name[:60], credential=made.credential_id, public_key=made.credential_public_key,
                signs=made.sign_count, made_at=now()))
            return second_step.added(session, KEY)
    raise StepError("That key could not be added. Try again, or another one.")


def give(session: StaffSession, site: Site, answer: str) -> str:
    """A key has signed. Returns the cookie of the session, which is whole now. Raises StepError."""
    staff = session.staff
    with unit():
        hold(staff)
        second_step.may_try(staff)
        if _signed(staff, _taken(session), site, answer):
            return second_step.passed(session, KEY)
        second_step.failed(staff, KEY)
    raise StepError("That key was not taken. Try again, or use another one.")


def _made(challenge: bytes | None, site: Site, answer: str) -> Any:
    if challenge is None or len(answer) > LONGEST:
        return None
    try:
        return webauthn.verify_registration_response(
            credential=answer, expected_challenge=challenge, expected_rp_id=site.domain, expected_origin=site.origin)
    except WRONG:
        return None


def _signed(staff: Staff, challenge: bytes | None, site: Site, answer: str) -> bool:
    """Whether a key of the account has signed the challenge; a key whose count goes back was copied, and is not taken."""
    if challenge is None or len(answer) > LONGEST:
        return False
    try:
        given = parse_authentication_credential_json(answer)
        key = next((key for key in _keys(staff) if key.credential == given.raw_id), None)
        if key is None:
            return False
        signed = webauthn.verify_authentication_response(
            credential=given, expected_challenge=challenge, expected_rp_id=site.domain, expected_origin=site.origin,
            credential_public_key=key.public_key, credential_current_sign_count=key.signs)
    except WRONG:
        return False
    key.signs, key.used_at = signed.new_sign_count, now()
    return True


def _challenge(session: StaffSession) -> bytes:
    with unit():
        session.challenge = secrets.token_bytes(CHALLENGE_BYTES)
    return session.challenge


def _taken(session: StaffSession) -> bytes | None:
    """The session's challenge, which is used up with it, in the open unit."""
    challenge, session.challenge = session.challenge, None
    return challenge


def _keys(staff: Staff) -> list[Passkey]:
    return list(db.session.scalars(sa.select(Passkey).where(Passkey.staff_id == staff.id).order_by(Passkey.id)))


def _described(keys: list[Passkey]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=key.credential) for key in keys]
