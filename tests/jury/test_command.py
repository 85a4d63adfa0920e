"""`festival jury plan` runs anywhere: the real process, in an empty folder, without an environment."""

import json
from pathlib import Path

import pytest

from tests.jury.command_line import Run, beside

FILMS = "film,category,minutes,language,subtitles,genre,notes\nA,feature,90,fr,en,,\nB,short,12,ti,,,\n"
JURORS = "juror,minutes,languages,avoids,genres\nann,,en,,\nbob,,en,,\n"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return beside(tmp_path, films=FILMS, jurors=JURORS, conflicts="film,juror\nA,bob\n")


def test_a_plan_is_made_from_files_alone(run: Run, tmp_path: Path) -> None:
    done = run(
        *("plan", "--films", "films.csv", "--jurors", "jurors.csv", "--conflicts", "conflicts.csv"),
        *("--views", "2", "--seed", "7", "--out", "plan.csv"),
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "plan.csv").read_bytes() == b"film,juror\r\nA,ann\r\n"
    report = json.loads(done.stdout)
    assert report["shortfalls"] == [
        {"film": "A", "missing": 1, "why": {"conflict": 1}},
        {"film": "B", "missing": 2, "why": {"language": 2}},
    ]
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "conflicts.csv",
        "films.csv",
        "jurors.csv",
        "plan.csv",
    ]


def test_the_same_seed_writes_the_same_bytes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "films.csv").write_text(
        "film,category,minutes,genre\nA,feature,90,drama\nB,short,12,comedy\nC,short,8.5,drama\n-30-,short,20,\n"
    )
    (tmp_path / "jurors.csv").write_text("juror,minutes,genres\nann,,drama\nbob,100,comedy\ncyd,,\n")
    done = run("plan", "--films", "films.csv", "--jurors", "jurors.csv", "--views", "2", "--out", "plan.csv")
    assert (done.returncode, done.stderr) == (0, "")
    rows = ["film,juror", "A,ann", "C,ann", "B,ann", "'-30-,bob", "B,bob", "C,bob", "'-30-,cyd", "A,cyd", ""]
    assert (tmp_path / "plan.csv").read_bytes() == "\r\n".join(rows).encode()


def test_bad_input_is_one_line_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "jurors.csv").write_text("juror,minutes\nann,\nann,\n")
    (tmp_path / "plan.csv").write_text("as it was")
    done = run("plan", "--films", "films.csv", "--jurors", "jurors.csv", "--out", "plan.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "jurors.csv, row 3, column juror: “ann” stands already in row 2.\n"
    assert (tmp_path / "plan.csv").read_text() == "as it was"


def test_the_plan_never_replaces_an_input(run: Run, tmp_path: Path) -> None:
    done = run(
        *("plan", "--films", "films.csv", "--jurors", "jurors.csv", "--conflicts", "conflicts.csv"),
        *("--out", "conflicts.csv"),
    )
    line = "conflicts.csv: cannot be written: it is one of the files that are read.\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", line)
    assert (tmp_path / "conflicts.csv").read_text() == "film,juror\nA,bob\n"


def test_what_a_terminal_would_obey_is_escaped(run: Run, tmp_path: Path) -> None:
    (tmp_path / "\x1b[2J.csv").write_text("film,juror\n\x1b]0;C\x07,bob\n")
    done = run(
        *("plan", "--films", "films.csv", "--jurors", "jurors.csv", "--conflicts", "\x1b[2J.csv"),
        *("--out", "plan.csv"),
    )
    line = "\\x1b[2J.csv, row 2, column film: there is no film “\\x1b]0;C\\x07”.\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", line)
