"""`flask mail explain PATH...`: what the tracker would make of mails, one JSON object a line, storing nothing.

It reads with the same reader as the channels do, so that what it prints is what would happen, up to the placing on tickets.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from flask.cli import ScriptInfo

from compliance.intake.reader import Reader, Understood


@click.command("explain")
@click.argument("paths", nargs=-1, required=True, metavar="PATH...", type=click.Path(exists=True, path_type=Path))
@click.pass_context
def explain(context: click.Context, paths: tuple[Path, ...]) -> None:
    """Read mails (files or folders) and print what would be made of each."""
    own, failed = _own_addresses(context), False
    with Reader() as reader:
        for path in _mails(paths):
            try:
                raw = path.read_bytes()
            except OSError as error:
                click.echo(f"Error: {path}: {error.strerror}", err=True)
                failed = True
                continue
            line = json.dumps(explained(path, reader.understand(raw, own)), ensure_ascii=False)
            click.echo(line.encode("utf-8", "replace"))
    if failed:
        sys.exit(1)


def explained(path: Path, understood: Understood) -> dict[str, Any]:
    """The object printed for one mail."""
    said, findings = understood.submission, understood.findings
    fields = {"subject": said.subject, "text": said.text}
    requests = [
        {
            "kind": found.kind, "confidence": round(found.confidence, 3),
            "evidence": [fields.get(span.field, "")[span.start : span.end] for span in found.evidence],
        }
        for found in (findings.requests if findings else ())
    ]
    return {
        "path": str(path), "outcome": said.outcome, "sender": said.sender, "sender_name": said.sender_name,
        "subject": said.subject, "language": said.language, "body": said.body, "text": said.text, "requests": requests,
        "law": findings.law if findings else None, "acknowledge": said.acknowledge,
        "attachments": [
            {"name": file.name, "type": file.type, "size": file.size, "sha256": file.sha256} for file in said.attachments
        ],
        "failed_recipients": list(said.failed_recipients), "complained_recipients": list(said.complained_recipients),
        "warnings": list(said.warnings),
    }


def _mails(paths: tuple[Path, ...]) -> Iterator[Path]:
    """The files meant, those of a folder (and the folders in it) in the order of their names."""
    for path in paths:
        if path.is_dir():
            yield from sorted(inner for inner in path.rglob("*") if inner.is_file())
        else:
            yield path


def _own_addresses(context: click.Context) -> frozenset[str]:
    """Our addresses by the settings, where an application is at hand; none otherwise."""
    info = context.find_object(ScriptInfo)
    if info is None:
        return frozenset()
    return frozenset(info.load_app().config["SETTINGS"].contact_address)
