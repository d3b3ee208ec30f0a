"""The house's own ladder of reminders: read at the start, refused with its fault, forgotten without its file."""

import pytest

from compliance.registers import ladder
from compliance.rules.reminders import LADDER


def test_read_refused_and_forgotten(tmp_path):
    file = tmp_path / ladder.FILE
    file.write_text('[[rung]]\nkey = "fortnight"\ndays = -14\nto = "officers"\n')
    ladder.load(tmp_path)
    assert ladder.audiences()["fortnight"] == "officers"
    file.write_text('[[rung]]\nkey = "week"\ndays = "x"\n')
    with pytest.raises(ladder.LadderError, match=r"reminders\.toml"):
        ladder.load(tmp_path)
    file.unlink()
    ladder.load(tmp_path)
    assert ladder.ladder() == LADDER
