"""The alerts go by figures that there are, and say what to do."""

import re
from pathlib import Path

import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from compliance import jobs
from tests.conftest import ROOT, opened_app

FILE = ROOT / "deploy" / "alerts.yml"
RULES = [rule for group in yaml.safe_load(FILE.read_text(encoding="utf-8"))["groups"] for rule in group["rules"]]
SELECTOR = re.compile(r'(compliance_\w+)(?:\{(\w+)="(\w+)"\})?')


@pytest.fixture
def known(sqlite_url: str, tmp_path: Path) -> set[tuple[str, str, str]]:
    """Every figure of a house at work, as it is named in an expression: alone, and with each of its labels."""
    with opened_app(DATABASE_URL=sqlite_url, INSTANCE_PATH=str(tmp_path), BACKUP_PATH=str(tmp_path)) as app:
        with app.app_context():
            for duty in ("worker", "clock"):
                jobs.beat(duty)
        text = app.test_client().get("/metrics").text
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {(sample.name, *label) for sample in samples for label in [("", ""), *sample.labels.items()]}


def test_alerts_go_by_figures_that_there_are(known: set[tuple[str, str, str]]) -> None:
    """An alert on a figure that nobody tells would never ring."""
    named = {found for rule in RULES for found in SELECTOR.findall(rule["expr"])}
    assert named
    assert named - known == set()
    assert ("compliance_gone", "", "") not in known


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_says_what_happens_and_what_to_do(rule: dict) -> None:
    """Whoever is woken wants to know both."""
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert set(rule["annotations"]) == {"summary", "mend"}
    assert SELECTOR.search(rule["expr"])
