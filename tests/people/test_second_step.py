"""The second step: codes of an app, once each; recovery codes, once each; wrong ones bounded; adding, removing, losing."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask, current_app
from hypothesis import given
from hypothesis import strategies as st

from compliance.db import clock_at, db, now, unit
from compliance.ledger import Event, verify
from compliance.people import accounts, authenticator, recovery, second_step, sessions
from compliance.people.models import Authenticator, RecoveryCode, Staff, StaffSession
from compliance.people.second_step import StepError
from compliance.rules.abilities import SYSTEM
from compliance.sealing import SealKey
from tests.factories import PASSWORD, a_member_of_staff
from tests.people.second_factors import code_of, with_app

HALF_MINUTE = timedelta(seconds=30)


@pytest.fixture
def ana(book: Flask) -> Staff:
    """Ana, whose account has an app."""
    staff = a_member_of_staff(password=PASSWORD)
    with_app(staff)
    return staff


def half(staff: Staff) -> StaffSession:
    """A session that owes the second step."""
    return sessions.find(sessions.begin(staff, "", sessions.HALF))


def give(staff: Staff, code: str, at: datetime | None = None) -> bool:
    """Whether the code is taken at a moment."""
    with clock_at(at or now()):
        try:
            second_step.give_code(half(staff), code)
        except StepError:
            return False
    return True


def test_a_code_is_taken_once(ana: Staff) -> None:
    """Not again, not padded, not after a later one, and not where it was the one that added the app."""
    first = datetime.fromtimestamp(authenticator.of(ana).last_step * authenticator.STEP_SECONDS, UTC)
    assert not give(ana, code_of(ana, first), first)
    later = first + 2 * HALF_MINUTE
    code = code_of(ana, later)
    assert give(ana, code, later)
    for again in (code, f" {code}", f"{code[:3]} {code[3:]}", code + " "):
        assert not give(ana, again, later)
    assert not give(ana, code_of(ana, later - HALF_MINUTE), later)
    assert give(ana, f"{code_of(ana, later + HALF_MINUTE)[:3]} {code_of(ana, later + HALF_MINUTE)[3:]}", later + HALF_MINUTE)


@pytest.mark.parametrize(("steps", "taken"), [(-3, False), (-1, True), (0, True), (1, True), (3, False)])
def test_how_far_a_phones_clock_may_be_off(ana: Staff, steps: int, taken: bool) -> None:
    """One step of 30 seconds to either side."""
    later = now() + 10 * HALF_MINUTE
    assert give(ana, code_of(ana, later + steps * HALF_MINUTE), later) is taken


def test_the_session_is_whole_under_another_cookie(ana: Staff) -> None:
    """What was in the cookie before the second step opens nothing after it."""
    before = sessions.begin(ana, "", sessions.HALF)
    later = now() + 2 * HALF_MINUTE
    with clock_at(later):
        after = second_step.give_code(sessions.find(before), code_of(ana, later))
    assert sessions.find(before) is None
    assert sessions.find(after).level == sessions.STRONG


def test_a_recovery_code_stands_in_once(book: Flask) -> None:
    """However it is typed; the rest still work, until there are new ones."""
    staff = a_member_of_staff()
    codes = with_app(staff)
    assert len(set(codes)) == recovery.CODES
    assert give(staff, codes[0].upper().replace("-", " "))
    assert not give(staff, codes[0])
    assert give(staff, codes[1])
    assert second_step.factors_of(staff).codes == recovery.CODES - 2
    fresh = second_step.new_codes(staff)
    assert not give(staff, codes[2])
    assert give(staff, fresh[0])
    stored = str(db.session.execute(sa.select(RecoveryCode.__table__)).all())
    assert not any(code in stored or code.replace("-", "") in stored for code in codes + fresh)


def test_another_ones_code_opens_nothing(ana: Staff) -> None:
    """Neither of the app nor of the paper."""
    ben = a_member_of_staff(email="ben@staff.example.org")
    codes, later = with_app(ben), now() + 3 * HALF_MINUTE
    assert not give(ana, codes[0])
    assert not give(ana, code_of(ben, later), later)


def test_guessing_is_bounded_for_the_account(ana: Staff) -> None:
    """Ten wrong ones an hour, over all sessions; then also the right one has to wait."""
    for _ in range(second_step.MOST_WRONG):
        assert not give(ana, "000000", now() + 100 * HALF_MINUTE)
    later = now() + 101 * HALF_MINUTE
    assert not give(ana, code_of(ana, later), later)
    free = later + second_step.WHILE
    assert give(ana, code_of(ana, free), free)


@given(st.text(max_size=40))
def test_no_text_is_taken_for_a_code(typed: str) -> None:
    """Only six digits ever reach the reckoning."""
    app = Authenticator(staff_id=1, secret=b"", key_id=0)
    plain = len(typed) == 6 and typed.isascii() and typed.isdigit()
    assert plain or not authenticator.takes(app, typed)


def test_the_secret_is_sealed_and_goes_with_its_key(ana: Staff) -> None:
    """A copy of the table tells nobody the secret; removing the app destroys what opens it."""
    app = authenticator.of(ana)
    assert authenticator.secret_of(app).encode() not in app.secret
    key = app.key_id
    second_step.remove(ana)
    assert db.session.get(SealKey, key) is None
    assert (authenticator.of(ana), second_step.factors_of(ana).codes) == (None, 0)


def test_an_app_counts_from_its_first_right_code(book: Flask) -> None:
    """Before, nothing is asked for; a wrong first code adds nothing; a second app is not laid over the first."""
    staff = a_member_of_staff(password=PASSWORD)
    session = sessions.find(sessions.begin(staff, "", sessions.ENOUGH))
    assert authenticator.prepare(staff)
    assert authenticator.prepare(staff)
    assert not second_step.factors_of(staff)
    with pytest.raises(StepError, match="not right"):
        second_step.confirm_app(session, "000000")
    assert not second_step.factors_of(staff)
    second_step.confirm_app(session, code_of(staff))
    assert not authenticator.prepare(staff)


def test_the_first_factor_ends_other_sessions(book: Flask) -> None:
    """They had shown none; the one that added it goes on."""
    staff = a_member_of_staff()
    old = sessions.begin(staff, "", sessions.ENOUGH)
    own = sessions.find(sessions.begin(staff, "", sessions.ENOUGH))
    authenticator.prepare(staff)
    token, _codes = second_step.confirm_app(own, code_of(staff))
    assert sessions.find(old) is None
    assert sessions.find(token).level == sessions.STRONG


def test_who_lost_it_gets_it_taken_off_by_another_administrator(ana: Staff) -> None:
    """Not by themselves, not by others; it is told, and their sessions end."""
    boss = a_member_of_staff("admin", "boss@staff.example.org")
    with_app(boss)
    token = sessions.begin(ana, "", sessions.STRONG)
    for actor in (ana.actor, a_member_of_staff("agent", "eve@staff.example.org").actor):
        with pytest.raises(StepError, match="may not"):
            second_step.reset(ana, actor)
    with pytest.raises(StepError, match="Another administrator"):
        second_step.reset(boss, boss.actor)
    second_step.reset(ana, boss.actor)
    assert (bool(second_step.factors_of(ana)), sessions.find(token)) == (False, None)
    told = db.session.scalars(sa.select(Event).where(Event.kind == "staff.factors_reset")).one()
    assert (told.entity_id, told.actor_id) == (ana.id, boss.id)
    assert verify()[1] is None


def test_a_role_that_needs_a_factor_keeps_its_last_one(ana: Staff) -> None:
    """And a session without one is not whole, from the next request on."""
    token = sessions.begin(ana, "", sessions.ENOUGH)
    assert sessions.is_whole(sessions.find(token))
    sessions.load(120, 12, ["officer"])
    assert not sessions.is_whole(sessions.find(token))
    with pytest.raises(StepError, match="role needs"):
        second_step.remove(ana)
    with pytest.raises(ValueError, match="no role emperor"):
        sessions.load(120, 12, ["emperor"])


def test_an_ended_account_keeps_nothing(ana: Staff) -> None:
    """No app, no code, no key of one."""
    keys = db.session.scalar(sa.select(sa.func.count()).select_from(SealKey))
    accounts.disable(ana, SYSTEM)
    assert not second_step.factors_of(ana)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(SealKey)) == keys - 1


def test_two_at_once_cannot_use_one_code_twice(ana: Staff) -> None:
    """The account is held while a code is looked at, so that the second sees what the first used up."""
    later = now() + 4 * HALF_MINUTE
    code = code_of(ana, later)
    with clock_at(later), unit():
        assert authenticator.takes(authenticator.of(ana), code)
        assert not authenticator.takes(authenticator.of(ana), code)


def test_the_shell_takes_a_lost_factor_off(ana: Staff) -> None:
    """For the last administrator; a wrong address is said."""
    shell = current_app.test_cli_runner()
    assert shell.invoke(args=["staff", "reset-second-factor", "nobody@example.org"]).exit_code == 1
    assert shell.invoke(args=["staff", "reset-second-factor", "Ana@staff.example.org"]).exit_code == 0
    assert not second_step.factors_of(ana)
