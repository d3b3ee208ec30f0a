"""Tries are counted by all processes on all machines together, exactly, and nobody can read from the table who tried."""

import hashlib
import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from limits import parse

from compliance import limiting
from compliance.db import db, unit
from compliance.extensions import limiter
from compliance.limiting import BookStorage, Hit
from tests.conftest import opened_app
from tests.web.desk import Desk

pytestmark = pytest.mark.postgres


@pytest.fixture
def shared_book(postgres_url, tmp_path):
    """Makes an app on the same PostgreSQL, as another process has it."""
    def make():
        return opened_app(DATABASE_URL=postgres_url, INSTANCE_PATH=str(tmp_path))

    return make


def test_two_machines_count_together(shared_book):
    answers = []
    for _ in range(2):
        with shared_book() as app:
            desk = Desk(app, None)
            answers += [desk.post("/staff/sign-in").status_code for _ in range(6)]
    assert answers == [422] * 10 + [429] * 2


def test_of_many_tries_at_once_as_many_count_as_may(shared_book):
    with shared_book() as app:
        taken = []

        def hammer() -> None:
            with app.app_context():
                taken.extend(BookStorage().acquire_entry("somebody", 10, 60) for _ in range(5))

        threads = [threading.Thread(target=hammer) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert (len(taken), sum(taken)) == (30, 10)


def test_a_window_moves(shared_book):
    with shared_book() as app, app.app_context():
        storage = BookStorage()
        assert storage.check()
        assert [storage.acquire_entry("a", 2, 60) for _ in range(3)] == [True, True, False]
        assert storage.acquire_entry("b", 2, 60, amount=2)
        assert not storage.acquire_entry("c", 2, 60, amount=3)
        first, count = storage.get_moving_window("a", 2, 60)
        assert (count, abs(first - datetime.now(UTC).timestamp()) < 60) == (2, True)
        with unit():
            db.session.execute(sa.update(Hit).values(at=datetime.now(UTC) - timedelta(seconds=61)))
        assert storage.get_moving_window("a", 2, 60)[1] == 0
        assert storage.acquire_entry("a", 2, 60)
        storage.clear("a")
        assert storage.get_moving_window("a", 2, 60)[1] == 0
        with unit():
            db.session.execute(sa.update(Hit).values(at=datetime.now(UTC) - timedelta(days=2)))
        assert limiting.forget() == 2
        assert storage.reset() == 0


def test_nobody_is_named(shared_book):
    with shared_book() as app:
        with app.test_request_context():
            assert limiter.limiter.hit(parse("5 per hour"), "without work", "203.0.113.9")
        with app.app_context():
            key, = db.session.scalars(sa.select(Hit.key))
    assert re.fullmatch("[0-9a-f]{64}", key)
    assert key != hashlib.sha256(b"LIMITER/without work/203.0.113.9/5/1/hour").hexdigest()
