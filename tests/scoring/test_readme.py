"""The example in the package's README runs as it stands there."""

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from festival import scoring
from festival.scoring.snapshot import document as documents
from tests.scoring.juries import document

README = Path(__file__).resolve().parents[2] / "festival/scoring/README.md"
GIVEN = {(film, juror): {"7": 1 + film % 5, "8": 1 + juror % 3} for film in (1, 2, 3) for juror in (1, 2)}


def test_the_example_plans_ranks_and_verifies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    [example] = re.findall(r"^```python\n(.*?)^```", README.read_text(), re.DOTALL | re.MULTILINE)
    [frozen] = re.findall(r'Path\("(.*?)"\)', example)
    (tmp_path / frozen).write_text(documents.written(document(GIVEN, {}, {}, places=2)))
    (tmp_path / "example.py").write_text(example)
    monkeypatch.chdir(tmp_path)

    runpy.run_path("example.py")

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Amina 6 films, 87 minutes, 1.0 of a fair share"
    assert [line[:8] for line in lines[4:7]] == ["1 film 6", "2 film 5", "3 film 4"]
    assert lines[-1] == "every number follows from the scores"


@pytest.mark.process
def test_importing_the_package_is_enough_and_loads_no_database_and_no_web() -> None:
    program = (
        "import sys; from festival import scoring; [getattr(scoring, name) for name in scoring.__all__];"
        "print(sorted({'flask', 'sqlalchemy', 'celery', 'wtforms', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_public_names_are_those_that_are_found_and_documented() -> None:
    assert sorted(scoring.PLACES) == scoring.__all__
    undocumented = [name for name in scoring.__all__ if not getattr(scoring, name).__doc__]
    assert undocumented == []
    with pytest.raises(AttributeError, match="nothing"):
        _ = scoring.nothing
