"""The house's own words for letters: checked, shown before they count, and never able to fail or do anything when sent."""

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compliance.db import db
from compliance.ledger import verify
from compliance.letters import samples
from compliance.letters.catalogue import CATALOGUE, LANGUAGES
from compliance.letters.house_words import fill_in, standard, wrong_with
from compliance.letters.writing import write, write_to_requester
from compliance.registers import letter_texts
from compliance.rules.abilities import REQUESTER, staff_actor
from compliance.tickets import talking
from compliance.tickets.models import Message
from tests.factories import a_member_of_staff, a_ticket
from tests.web.desk import Desk

OURS = (
    "Subject: Is that you? {{ reference }}\n\nDear {{ organisation }} reader,\n\nOpen {{ link }} until {{ until }}.\n\n"
    "{{ words|trim }}\n"
)
TO_PEOPLE = [letter.code for letter in CATALOGUE if not letter.to_staff]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_standard_text_would_pass_as_the_house_s_own(language):
    for letter in TO_PEOPLE:
        assert wrong_with(letter, language, standard(letter, language)) == []


def test_own_words_that_can_go_out():
    assert wrong_with("proof", "en", OURS) == []
    assert "Open https://example.org/proof/7-x until" in fill_in(OURS, **samples.facts("proof", "en"))


@pytest.mark.parametrize(("was", "now", "words"), [
    ("{{ link }}", "here", "must hold {{ link }}"),
    ("{{ reference }}", "", "subject must hold {{ reference }}"),
    ("Subject: ", "", "begins with a line"),
    ("{{ words|trim }}", "{{ words|trim }} {{ address }}", "no fact called address"),
    ("{{ words|trim }}", "{{ words.__class__ }}", "only facts"),
    ("{{ words|trim }}", "{{ words|map('upper') }}", "map is not understood"),
    ("{{ words|trim }}", "{{ words * 1000000 }}", "only facts"),
    ("{{ words|trim }}", "{{ words }}{% include 'base.html' %}", "only facts"),
    ("{{ words|trim }}", "{{ words }}{% for i in range(9) %}x{% endfor %}", "loop goes over a fact"),
    ("{{ words|trim }}", "{% if words %}", "Line"),
    ("{{ words|trim }}", "{{ words }}{{ cycler() }}", "only facts"),
])
def test_what_cannot_go_out_is_said(was, now, words):
    found = wrong_with("proof", "en", OURS.replace(was, now))
    assert any(words in sentence for sentence in found), found


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.sampled_from([
    "{{ words }}", "{{ link }}", "{% if words %}", "{% endif %}", "{% for a in words %}", "{% endfor %}", "{{ a }}", "x",
    "\n\n", "{{ until|trim }}", "{% else %}", "{{ 'a'|join(words) }}", "{% set a = 1 %}", "{{ words[0] }}",
    "{# note #}", "{{ until }}",
]), max_size=9))
def test_whatever_passes_can_be_filled_in(pieces):
    text = "Subject: a {{ reference }}\n\nb " + "".join(pieces)
    if wrong_with("proof", "en", text) == []:
        assert fill_in(text, **samples.facts("proof", "en"))


def test_the_latest_words_go_out_and_the_versions_stay(app):
    with app.app_context():
        admin = staff_actor(a_member_of_staff("admin").id, "admin")
        letter_texts.write_anew(admin, "proof", "en", OURS)
        with pytest.raises(ValueError, match="already"):
            letter_texts.write_anew(admin, "proof", "en", OURS)
        ticket = a_ticket(app)
        talking.ask_proof(ticket, admin)
        sent = db.session.scalars(sa.select(Message).where(Message.letter == "proof")).one()
        assert write_to_requester(sent, ticket).subject.startswith("Is that you?")
        letter_texts.write_anew(admin, "proof", "en", "")
        assert write("proof", "en", **samples.facts("proof", "en")).subject.startswith("Please confirm")
        assert [version.version for version in letter_texts.versions("proof", "en")] == [2, 1]
        assert letter_texts.in_use() == set()
        with pytest.raises(letter_texts.NotAllowed):
            letter_texts.write_anew(REQUESTER, "proof", "en", OURS)
        assert verify()[1] is None


def test_at_the_desk(sqlite_app):
    desk, path = Desk(sqlite_app, "admin"), "/staff/letters/proof/en"
    assert "Please confirm your request" in desk.get(path).text
    looked = desk.post(path, text=OURS, step="look")
    assert "Is that you? PR-2026-000123" in looked.text
    wrong = desk.post(path, text=OURS.replace("{{ link }}", "<b>"), step="keep")
    assert (wrong.status_code, "must hold {{ link }}" in wrong.text) == (422, True)
    assert "&lt;b&gt;" in wrong.text
    assert desk.post(path, text=OURS, step="keep").status_code == 303
    assert "proof/en" in desk.get("/staff/letters").text
    assert "Version 1, in use" in desk.get(path).text
    assert desk.post(path, text=OURS, step="standard").status_code == 303
    assert "Please confirm your request" in desk.get(path).text
    for nothing in ("/staff/letters/proof/xx", "/staff/letters/staff_due/en", "/staff/letters/nothing/en"):
        assert desk.get(nothing).status_code == 404
