"""What `flask doctor` says of an installation, by the command itself."""

import json

from flask import Flask


def looked_at(app: Flask, *words: str) -> tuple[int, dict[str, str]]:
    """Exit status, and the state of each check; one of several findings of a check that is worst last."""
    result = app.test_cli_runner().invoke(args=["doctor", "--json", *words])
    assert result.exit_code in {0, 1}, result.output
    said = json.loads(result.stdout)
    assert said["ok"] == (result.exit_code == 0)
    for finding in said["findings"]:
        assert finding["mend"] or finding["state"] in {"ok", "unknown"}, finding
    return result.exit_code, {finding["check"]: finding["state"] for finding in said["findings"]}
