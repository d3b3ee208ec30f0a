"""The ground that tests stand on: fresh databases, and nothing of whoever runs them."""

import os
from dataclasses import replace

import pytest
from flask import Flask

from compliance.db import db, unit
from compliance.jobs import Heartbeat, beat, last_beat
from config import Settings
from tests.conftest import untouched_settings


@pytest.mark.parametrize("_time", [1, 2])
def test_each_test_has_a_fresh_database(book: Flask, _time: int) -> None:
    """What one test writes, the next does not see."""
    assert last_beat("worker") is None
    beat("worker")
    with unit():
        assert db.session.query(Heartbeat).count() == 1


def test_no_setting_comes_from_outside() -> None:
    """Every setting is in the environment with its default, so that `.env` decides nothing; the instance is our own."""
    settings = Settings.from_environment(untouched_settings())
    untouched = Settings.from_environment({})
    assert replace(settings, instance_path=untouched.instance_path, database_url=untouched.database_url) == untouched
    assert untouched_settings().items() <= dict(os.environ).items()
