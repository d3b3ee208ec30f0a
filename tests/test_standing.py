"""What the program stands on, and what never lies in its repository: pinned packages, no known faults, no secrets (bar S3)."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from detect_secrets import SecretsCollection
from detect_secrets.settings import transient_settings

from tests.conftest import ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt")
REQUIREMENT = re.compile(r"^([A-Za-z0-9][\w.-]*)(?:\[[\w,-]+\])?==\S+", re.MULTILINE)
# Detectors of keys and tokens by their form; what only looks random (hashes, test data) is not asked about.
DETECTORS = (
    "AWSKeyDetector", "ArtifactoryDetector", "AzureStorageKeyDetector", "BasicAuthDetector", "CloudantDetector",
    "DiscordBotTokenDetector", "GitHubTokenDetector", "GitLabTokenDetector", "IbmCloudIamDetector", "JwtTokenDetector",
    "MailchimpDetector", "NpmDetector", "OpenAIDetector", "PrivateKeyDetector", "PypiTokenDetector", "SendGridDetector",
    "SlackDetector", "SquareOAuthDetector", "StripeDetector", "TelegramBotTokenDetector", "TwilioKeyDetector",
)
NO_TEXT = {".bin", ".mo", ".png", ".ttf", ".woff2", ".gz"}
# Made up by tests, for tests.
KNOWN = {("tests/intake/test_imap_signing_in.py", "Basic Auth Credentials"), ("tests/letters/test_signing.py", "Private Key")}


def secrets_in(*files: Path) -> set[tuple[str, str]]:
    """Each file with each kind of secret that it holds."""
    found = SecretsCollection(root=str(ROOT))
    with transient_settings({"plugins_used": [{"name": name} for name in DETECTORS]}):
        for file in files:
            found.scan_file(str(file))
    return {(name, secret.type) for name, secret in found}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_pinned_with_its_hashes(lock: str) -> None:
    """`pip install --require-hashes` takes nothing else, and nothing is installed from elsewhere."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", text.replace("\\\n", "\n"))
    pinned = [block for block in blocks if REQUIREMENT.match(block)]
    assert len(pinned) > 20
    assert [block.splitlines()[0] for block in pinned if "--hash=sha256:" not in block] == []
    assert [block for block in blocks if block.strip() and not block.startswith("#") and block not in pinned] == []


def test_a_secret_is_found(tmp_path: Path) -> None:
    """The search finds what it is for."""
    kinds = {
        "key.pem": "-----BEGIN " + "RSA PRIVATE KEY-----\nMIIE", "aws.py": "key = 'AKIA" + "IOSFODNN7EXAMPLQ'",
        "url.env": "DATABASE_URL=postgresql://user:" + "hunter2@db.acme.com/book",
    }
    for name, text in kinds.items():
        (tmp_path / name).write_text(text + "\n")
        assert secrets_in(tmp_path / name), name


@pytest.mark.drill
def test_no_secret_lies_in_the_repository() -> None:
    """Every file that git knows, but for the locks and what is no text."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    files = [name for name in listed if name and name not in LOCKS and Path(name).suffix not in NO_TEXT]
    assert len(files) > 300
    assert secrets_in(*[Path(name) for name in files]) - KNOWN == set()


@pytest.mark.drill
def test_no_package_has_a_known_fault() -> None:
    """pip-audit asks the Python advisory database; where that cannot be reached nothing is known."""
    words = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner=off", "--timeout=10",
             "-r", LOCKS[0]]
    said = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    whole = said.stdout + said.stderr
    if "could not be audited" in whole or "ConnectionError" in whole or "ServiceError" in whole:
        pytest.skip("the advisory database cannot be reached")
    assert said.returncode == 0, whole
