"""Sealed storage: what is kept comes back byte for byte, copies say nothing, a destroyed key ends it, master keys rotate."""

import os
import stat

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from compliance import sealing
from compliance.db import db, unit
from compliance.intake.keeping import KeptMail, keep
from compliance.keyring import Ring
from compliance.sealing import Sealed, SealKey, Stored, Unopenable, destroy, open_each, seal_each, seal_together

MAIL = b"From: maria@example.org\r\nTo: privacy@example.test\r\nSubject: me\r\n\r\nPlease delete Maria Mustermann.\r\n"
CONTENTS = st.lists(st.binary(max_size=200) | st.just(b"word " * 9_000) | st.just(os.urandom(40_000)), max_size=4)


def stored(about: int, sealed: Sealed) -> Stored:
    """As a row has it."""
    return Stored(sealed.key_id, about, sealed.content)


def opened(about: int, sealed: Sealed) -> bytes:
    """One content."""
    return open_each([stored(about, sealed)])[0]


def keep_and_read() -> KeptMail:
    """A kept mail as the database has it."""
    kept = keep(MAIL, ["privacy@example.test"], "maria@example.org", "mail")
    return db.session.get_one(KeptMail, kept.id)


def test_everything_comes_back_as_it_was(book):
    @given(CONTENTS)
    def comes_back(contents: list[bytes]) -> None:
        numbered = list(enumerate(contents))
        with unit():
            each, together = seal_each(numbered), seal_together(numbered)
        assert open_each([stored(n, sealed) for n, sealed in enumerate(each)]) == contents
        assert open_each([stored(n, sealed) for n, sealed in enumerate(together)]) == contents
        assert len({sealed.key_id for sealed in each}) == len(contents)
        assert len({sealed.key_id for sealed in together}) <= 1

    comes_back()


def test_a_kept_mail_says_nothing_without_its_key(book):
    mail = keep_and_read()
    assert mail.raw == MAIL
    assert not any(word in mail.sealed for word in (b"Maria", b"maria", b"delete"))
    with unit():
        destroy([mail.key_id])
    with pytest.raises(Unopenable, match="not there"):
        _ = mail.raw


def test_what_was_kept_before_sealing_is_read_as_it_is(book):
    mail = keep_and_read()
    with unit():
        db.session.execute(sa.update(KeptMail).values(key_id=None, sealed=MAIL))
    db.session.refresh(mail)
    assert mail.raw == MAIL


def test_no_row_takes_the_content_of_another(book):
    with unit():
        one, two = seal_together([(1, b"one"), (2, b"two")])
        other = seal_each([(1, b"other")])[0]
    for about, wrong in ((2, one), (1, two), (1, Sealed(other.key_id, one.content)), (1, Sealed(one.key_id, b"")),
                         (1, Sealed(one.key_id, one.content[:-1] + bytes([one.content[-1] ^ 1])))):
        with pytest.raises(Unopenable):
            opened(about, wrong)


def test_the_key_file_is_for_its_owner_alone(book):
    keep_and_read()
    path = sealing.ring().path
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir() if "key" in file.name] == ["master.key"]


def test_rotation_wraps_anew_and_the_old_key_may_go(app, runner):
    with app.app_context():
        kept_id, before = keep_and_read().id, sealing.ring().lines()
        wrapped = db.session.scalars(sa.select(SealKey.wrapped)).one()
    said = runner.invoke(args=["keys", "rotate"])
    assert (said.exit_code, said.output) == (0, '{"wrapped": 1, "masters": 2}\n')
    assert '"dropped": 1' in runner.invoke(args=["keys", "forget"]).output
    with app.app_context():
        [after] = sealing.ring().lines()
        assert after not in before
        assert db.session.scalars(sa.select(SealKey.wrapped)).one() != wrapped
        assert db.session.get_one(KeptMail, kept_id).raw == MAIL


def test_a_process_at_work_follows_the_rotation_and_a_key_in_use_is_not_forgotten(app, runner):
    with app.app_context():
        other = Ring((), sealing.ring().path)  # of a process that has read the file before
        late = other.masters()[0].wrap(7, bytes(32))
    runner.invoke(args=["keys", "rotate"])
    with app.app_context(), unit():
        db.session.execute(sa.insert(SealKey), [late])  # it had begun before the rotation
    assert '"dropped": 0' in runner.invoke(args=["keys", "forget"]).output
    with app.app_context():
        assert [master.id for master in other.masters()] == [master.id for master in sealing.ring().masters()]
        assert len(other.masters()) == 2


def test_given_master_keys_open_what_the_older_ones_wrapped(make_app):
    old, new = "o" * 32, "n" * 32
    with make_app(MASTER_KEY=old).app_context():
        kept_id = keep_and_read().id
    both = make_app(MASTER_KEY=f"{new},{old}")
    with both.app_context():
        assert db.session.get_one(KeptMail, kept_id).raw == MAIL
    assert both.test_cli_runner().invoke(args=["keys", "rotate"]).output == '{"wrapped": 1, "masters": 2}\n'
    assert both.test_cli_runner().invoke(args=["keys", "forget"]).exit_code == 1
    with make_app(MASTER_KEY=new).app_context():
        assert db.session.get_one(KeptMail, kept_id).raw == MAIL
    with make_app(MASTER_KEY="x" * 32).app_context(), pytest.raises(Unopenable, match="not at hand"):
        _ = db.session.get_one(KeptMail, kept_id).raw


def test_old_rows_are_sealed_by_command(app, runner):
    with app.app_context():
        kept_id = keep_and_read().id
        with unit():
            db.session.execute(sa.update(KeptMail).values(key_id=None, sealed=MAIL))
    assert runner.invoke(args=["keys", "seal"]).output == '{"sealed": 1}\n'
    assert runner.invoke(args=["keys", "seal"]).output == '{"sealed": 0}\n'
    with app.app_context():
        mail = db.session.get_one(KeptMail, kept_id)
        assert (mail.raw, mail.key_id is None, mail.sealed == MAIL) == (MAIL, False, False)
