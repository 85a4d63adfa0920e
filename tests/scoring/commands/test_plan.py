"""`festival jury plan` runs anywhere: the real process, in an empty folder, without an environment."""

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from festival.cli import main
from festival.scoring.assignment import propose
from tests.scoring.commands.command_line import Run, beside

pytestmark = pytest.mark.process

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
    assert done.returncode == 0
    assert done.stderr.splitlines() == [
        "Read: 2 films, 2 jurors, 1 conflict.",
        "Written: plan.csv, 1 assignment: 1 film and 90 minutes for each juror; 1 juror without any.",
        (
            "Uneven: ann has 200.0 % of a fair share of minutes. No plan brings everybody below 200.0 %: "
            "“A” is too long for those who can be given it."
        ),
        (
            "Missing: 3 reviews: A lacks 1 (conflicts), B lacks 2 (languages). "
            "The report names all under “shortfalls”."
        ),
        "Jurors can be compared: the films they share connect all of them.",
        "Next: assign the films by this plan; when scores are in, rank them by “festival jury rank”.",
    ]
    assert (tmp_path / "plan.csv").read_bytes() == b"film,juror\r\nA,ann\r\n"
    report = json.loads(done.stdout)
    assert report["load"]["uneven"]["why"] == "film"
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


def test_who_gives_no_minutes_has_no_share(run: Run, tmp_path: Path) -> None:
    (tmp_path / "films.csv").write_text("film,category,minutes\nA,short,10\nB,short,10\n")
    (tmp_path / "jurors.csv").write_text("juror,minutes\nann,0\nbob,\ncyd,0\n")
    done = run("plan", "--films", "films.csv", "--jurors", "jurors.csv", "--views", "1", "--out", "plan.csv")
    assert done.stderr.splitlines()[1:3] == [
        "Written: plan.csv, 2 assignments: 2 films and 20 minutes for each juror; 2 jurors without any.",
        "Without a share: ann (no minutes given), cyd (no minutes given).",
    ]
    load = json.loads(done.stdout)["load"]
    assert (load["mean_minutes"], load["fullest_of_share"], load["uneven"]) == (20, 1, None)
    assert [(each["minutes"], each["limit"], each["of_share"]) for each in load["jurors"]] == [
        (0, 0, None),
        (20, None, 1),
        (0, 0, None),
    ]


@pytest.mark.parametrize(
    ("jurors", "why"),
    [
        ("ann,9,en,,\n", "the films are longer than the minutes that jurors give"),
        ("ann,,de,,\n", "jurors know no language of the films"),
    ],
)
def test_where_nothing_can_be_planned_the_likely_reason_is_said(
    run: Run, tmp_path: Path, jurors: str, why: str
) -> None:
    (tmp_path / "films.csv").write_text("film,category,minutes,language\nA,short,10,en\nB,short,12,en\n")
    (tmp_path / "jurors.csv").write_text(f"juror,minutes,languages,avoids,genres\n{jurors}")
    done = run("plan", "--films", "films.csv", "--jurors", "jurors.csv", "--out", "plan.csv")
    assert done.stderr.splitlines()[-1] == (
        f"Next: nothing could be planned, mostly because {why}; change that, then plan again."
    )


def test_the_same_seed_writes_the_same_bytes(run: Run, tmp_path: Path) -> None:
    (tmp_path / "films.csv").write_text(
        "film,category,minutes,genre\nA,feature,90,drama\nB,short,12,comedy\nC,short,8.5,drama\n-30-,short,20,\n"
    )
    (tmp_path / "jurors.csv").write_text("juror,minutes,genres\nann,,drama\nbob,100,comedy\ncyd,,\n")
    done = run("plan", "--films", "films.csv", "--jurors", "jurors.csv", "--views", "2", "--out", "plan.csv")
    assert done.returncode == 0
    rows = ["film,juror", "A,ann", "C,ann", "B,ann", "'-30-,bob", "B,bob", "C,bob", "'-30-,cyd", "A,cyd", ""]
    assert (tmp_path / "plan.csv").read_bytes() == "\r\n".join(rows).encode()


def test_bad_input_is_one_line_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "jurors.csv").write_text("juror,minutes\nann,\nann,\n")
    (tmp_path / "plan.csv").write_text("as it was")
    done = run("plan", "--films", "films.csv", "--jurors", "jurors.csv", "--out", "plan.csv")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "jurors.csv, row 3, column juror: “ann” is already in row 2.\n"
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


def test_words_that_a_comma_joins_are_pointed_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "films.csv").write_text(
        "film,category,minutes,language,genre,notes\n"
        'A,feature,90,fr,"Drama, Comedy",\n'
        'B,short,12,xx,drama;comedy,"violence, war"\n'
        'C,short,12,fr,"drama, war",\n'
    )
    (tmp_path / "jurors.csv").write_text('juror,languages,avoids\nann,xx;fr,"war، blood"\n')
    done = run("plan", "--films", "films.csv", "--jurors", "jurors.csv", "--views", "1", "--out", "plan.csv")
    assert (done.returncode, json.loads(done.stdout)["seats"]) == (0, 3)
    one = "read as one word. Separate several by semicolons."
    unknown = "is not in the list of languages, so it is kept as written."
    assert done.stderr.splitlines()[:5] == [
        f"films.csv, column genre: “drama, comedy” (A) and 1 more are {one}",
        f"films.csv, column notes: “violence, war” (B) is {one}",
        f"films.csv, language or subtitles: “xx” (B) {unknown}",
        f"jurors.csv, column avoids: “war، blood” (ann) is {one}",
        f"jurors.csv, column languages: “xx” (ann) {unknown}",
    ]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("plan --fill", "No such option '--fill'. Did you mean '--films'?"),
        ("plan", "Missing option '--films'."),
        ("plan --films films.csv --views 0", "Invalid value for '--views': 0 is not in the range 1<=x<=100."),
    ],
)
def test_a_command_that_is_called_wrongly_says_so_in_one_line(run: Run, words: str, line: str) -> None:
    done = run(*words.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{line} (“festival jury plan --help” tells how.)\n"


def test_a_command_that_is_not_there_is_one_line(run: Run) -> None:
    for words in (["paln"], ["--paln"], ["plan", "--films"]):
        done = run(*words)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
        assert done.stderr.endswith("(“festival jury --help” tells how.)\n")


def test_without_a_command_help_is_shown(run: Run) -> None:
    assert "assign films to jurors" in run("--help").stdout.casefold()
    assert "assign films to jurors" in run().stderr.casefold()


def test_a_place_that_cannot_be_written_is_refused_before_anything_is_computed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(propose, "propose", lambda *_: sys.exit("reckoned"))
    command = ["jury", "plan", "--films", "films.csv", "--jurors", "jurors.csv", "--out"]
    for place, line in (
        ("none/plan.csv", "plan.csv: cannot be written: there is no folder none."),
        (".", ".: cannot be written: it is not an ordinary file."),
        ("films.csv", "films.csv: cannot be written: it is one of the files that are read."),
    ):
        done = CliRunner().invoke(main, [*command, place])
        assert (done.exit_code, done.output) == (2, f"{line}\n")
    before = sorted(each.name for each in tmp_path.iterdir())
    assert CliRunner().invoke(main, [*command, "plan.csv"]).output == "reckoned\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == before
