"""`festival shortlist` runs anywhere: the real process, in an empty folder, no environment, no database."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from festival.scoring.snapshot import document as snapshot_document
from festival.scoring.snapshot.document import Document
from tests.scoring.commands.command_line import Run, beside
from tests.scoring.juries import changed, document

pytestmark = pytest.mark.process

GIVEN = {
    (number, juror): {"7": 1 + (number + juror) % 5, "8": 1 + number % 3}
    for number in (1, 2, 4, 5)
    for juror in (1, 2, 3)
}
FROZEN = document(GIVEN, {(3, 1): 5.0, (3, 2): 4.0}, {7: "pin"}, places=2)
FIRST = FROZEN["films"][0]
UNFINISHED = {**FIRST["scores"][0], "steps": {}, "total": None}
SAME = "computed again to the same bytes"
TWICE = "list.json: its facts contradict each other: {0}[0] and [{1}] are one juror’s scores of one film."


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return beside(tmp_path, "shortlist")


def gave_none(juror: int, state: str) -> list[dict[str, Any]]:
    """A juror who gave no score, as a document lists them."""
    return [{"juror": juror, "name": "Nobody", "state": state, "reason": ""}]


def keep(tmp_path: Path, document: Document, name: str = "list.json") -> str:
    (tmp_path / name).write_text(snapshot_document.written(document))
    return name


def test_a_frozen_shortlist_is_confirmed_from_its_file_alone(run: Run, tmp_path: Path) -> None:
    done = run("verify", keep(tmp_path, FROZEN))
    sha256 = snapshot_document.fingerprint(snapshot_document.written(FROZEN))
    first, second = done.stdout.splitlines()
    assert (done.returncode, first, done.stderr) == (0, f"yes: {SAME}, SHA-256 {sha256}", "")
    assert second.startswith("Every number follows from the scores.")
    assert [each.name for each in tmp_path.iterdir()] == ["list.json"]


def test_the_arithmetic_of_an_older_processor_gives_the_same_bytes(run: Run, tmp_path: Path) -> None:
    done = run("verify", keep(tmp_path, FROZEN), OPENBLAS_CORETYPE="Nehalem")
    assert (done.returncode, done.stdout.startswith(f"yes: {SAME}")) == (0, True)


def test_a_changed_title_is_found_by_the_hash_that_the_desk_shows(run: Run, tmp_path: Path) -> None:
    desk = snapshot_document.fingerprint(snapshot_document.written(FROZEN))
    name = keep(tmp_path, FROZEN)
    other = keep(tmp_path, changed(FROZEN, ["films", 0, "title"], "Another title"), "other.json")
    found = snapshot_document.fingerprint((tmp_path / other).read_text())

    same, changed_one = run("verify", name, "--sha256", desk.upper()), run("verify", other, "--sha256", desk)

    assert (same.returncode, same.stdout.splitlines()) == (
        0,
        [
            f"yes: {SAME}, SHA-256 {desk}",
            "Every number follows from the scores, and nothing was changed: the SHA-256 is the one you gave.",
        ],
    )
    assert (changed_one.returncode, changed_one.stdout.splitlines()) == (
        1,
        [
            "no: every number follows from the scores, but the bytes are not those that were frozen.",
            f"Its SHA-256 is {found}, and not the one you gave: it is not the file that was frozen.",
        ],
    )


@pytest.mark.parametrize("typed", ["abc", "0" * 63 + "g", ""])
def test_what_is_no_hash_is_refused_in_one_line(run: Run, tmp_path: Path, typed: str) -> None:
    done = run("verify", keep(tmp_path, FROZEN), "--sha256", typed)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert f"“{typed}” is not a SHA-256: it has 64 digits and letters from a to f." in done.stderr


def test_a_changed_number_is_named(run: Run, tmp_path: Path) -> None:
    done = run("verify", keep(tmp_path, changed(FROZEN, ["films", 0, "quality"], 7.1)))
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout == (
        "no: it differs in 1 place.\n"
        f"films[0] “{FIRST['title']}”: quality 7.1, recomputed {FIRST['quality']}\n"
    )


def test_a_last_digit_is_said_to_be_one(run: Run, tmp_path: Path) -> None:
    near = round((FIRST["quality"] or 0) + 1e-6, 6)
    done = run("verify", keep(tmp_path, changed(FROZEN, ["films", 0, "quality"], near)))
    assert done.returncode == 1
    assert done.stdout.splitlines()[1:] == [
        f"films[0] “{FIRST['title']}”: quality {near}, recomputed {FIRST['quality']}",
        "They differ only in the last digit: another machine may round so. The scores say the same.",
    ]


def test_at_most_twenty_places_are_named(run: Run, tmp_path: Path) -> None:
    done = run("verify", keep(tmp_path, changed(FROZEN, ["method", "seed"], 2)))
    few = len(done.stdout.splitlines())
    done = run("verify", keep(tmp_path, changed(FROZEN, ["films", 0, "scores"], [])))
    first, *lines, last = done.stdout.splitlines()
    count = int(first.split()[4])
    assert (done.returncode, len(lines), last) == (1, 20, f"… and {count - 20} more.")
    assert few < 20


def test_other_spaces_are_said_and_the_content_is_checked_all_the_same(run: Run, tmp_path: Path) -> None:
    sha256 = snapshot_document.fingerprint(snapshot_document.written(FROZEN))
    written = (
        "The file has other spaces, or another order of fields, than Laurel writes. "
        f"As Laurel writes it, its SHA-256 is {sha256}\n"
    )
    (tmp_path / "list.json").write_text(json.dumps(FROZEN, indent=2))
    done = run("verify", "list.json")
    assert (done.returncode, done.stdout) == (
        1,
        f"no: every number follows from the scores, but the bytes are not those that were frozen.\n{written}",
    )
    (tmp_path / "list.json").write_text(json.dumps(changed(FROZEN, ["films", 0, "quality"], 7.1), indent=2))
    told = run("verify", "list.json").stdout.splitlines()
    assert told[:2] == [
        "no: it differs in 1 place.",
        f"films[0] “{FIRST['title']}”: quality 7.1, recomputed {FIRST['quality']}",
    ]
    assert told[2].startswith("The file has other spaces, or another order of fields, than Laurel writes.")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("", "list.json: this is no JSON in UTF-8."),
        ("[" * 100_000, "list.json: lists are nested too deeply."),
        ("[]", "list.json: no frozen shortlist: its format is null, not laurel-shortlist/4."),
        ('{"format":"x"}', 'list.json: no frozen shortlist: its format is "x", not laurel-shortlist/4.'),
        (
            '{"format":"laurel-shortlist/1"}',
            "list.json: frozen by an older Laurel, whose numbers this one does not compute; freeze again.",
        ),
        ('{"format":"laurel-shortlist/4"}', "list.json: edition is missing."),
        (
            snapshot_document.written(changed(FROZEN, ["films", 1, "rank"], "first")),
            'list.json: films[1].rank is "first", not a whole number from 0 to 1000000000.',
        ),
        (
            snapshot_document.written(changed(FROZEN, ["method", "version"], 4)),
            "list.json: method.version is 4, not 3.",
        ),
        (
            snapshot_document.written(changed(FROZEN, ["films"], FROZEN["films"][:1] * 2)),
            "list.json: its facts contradict each other: a film comes twice.",
        ),
        (
            snapshot_document.written(
                changed(FROZEN, ["films", 0, "scores"], [*FIRST["scores"], FIRST["scores"][0]])
            ),
            TWICE.format("films[0].scores", 3),
        ),
        (
            snapshot_document.written(
                changed(
                    FROZEN, ["films", 0, "scores"], [{**FIRST["scores"][0], "steps": {}}, *FIRST["scores"]]
                )
            ),
            TWICE.format("films[0].scores", 1),
        ),
        (
            snapshot_document.written(
                changed(FROZEN, ["evidence", "scores"], [[3, 1, 5], [3, 2, 7], [3, 1, 5]])
            ),
            TWICE.format("evidence.scores", 2),
        ),
        (
            snapshot_document.written(changed(FROZEN, ["films", 0, "quality"], 10**400)),
            f"list.json: films[0].quality is 1{'0' * 58}…, not a number from -1000000000 to 1000000000.",
        ),
        (
            json.dumps(changed(FROZEN, ["films", 0, "scores", 0, "steps"], {"\ud800": 3})),
            'list.json: "films[0].scores[0].steps.\\ud800" is unknown.',
        ),
        (
            json.dumps({**FROZEN, "\x1b[2J\x9b\n": 1}),
            r'list.json: "\u001b[2J\x9b\n" is unknown.',
        ),
        (
            snapshot_document.written(
                changed(FROZEN, ["evidence", "scores"], [[3, juror, 5.0] for juror in range(5, 2_005)])
            ),
            (
                "list.json: 2,003 jurors, and at most 2,000 can be compared. Perhaps the film is "
                "where the juror should be?"
            ),
        ),
        (
            snapshot_document.written(changed(FROZEN, ["method", "seed"], 2)),
            "list.json: method.seed is 2, not 1.",
        ),
        (
            snapshot_document.written(changed(FROZEN, ["films", 0, "beside"], gave_none(99, "scored"))),
            'list.json: films[0].beside[0].state is "scored", not one of abstained, recused.',
        ),
    ],
)
def test_another_file_is_refused_in_one_line(run: Run, tmp_path: Path, words: str, line: str) -> None:
    (tmp_path / "list.json").write_text(words)
    keep(tmp_path, FROZEN, "good.json")
    for command in (["verify", "list.json"], ["diff", "good.json", "list.json"]):
        done = run(*command)
        assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{line}\n")


def test_lists_in_lists_are_refused_however_deep(run: Run, tmp_path: Path) -> None:
    text = snapshot_document.written(FROZEN)
    (tmp_path / "list.json").write_text(text.replace('"places":', f'"places":{"[" * 9**6}{"]" * 9**6},"p":'))
    line = "list.json: lists are nested too deeply.\n"
    done = run("verify", "list.json")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", line)
    for depth in (900, 970, 980, 990):
        nested = text.replace('"places":', f'"places":{"[" * depth}{"]" * depth},"p":')
        (tmp_path / "list.json").write_text(nested)
        done = run("verify", "list.json")
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


@pytest.mark.parametrize(
    ("place", "value", "words"),
    [
        (["films", 0, "beside"], "who scored", "films[0]: one juror gave a score and gave none"),
        (["films", 0, "beside"], "twice", "films[0].beside[0] and [1] are one juror’s scores of one film"),
        (["films", 0, "scores", 0, "name"], "Somebody else", "one juror has two names"),
        (["films", 0, "scores", 0, "steps", "999"], 1, "films[0].scores: a step is not of this rubric"),
        (["films", 0, "scores", 0, "steps", "7"], 9, "films[0].scores: a step is not of this rubric"),
    ],
)
def test_facts_that_contradict_each_other_are_refused_in_one_line(
    run: Run, tmp_path: Path, place: list[Any], value: Any, words: str
) -> None:
    juror = FROZEN["films"][0]["scores"][0]["juror"]
    others = {"who scored": gave_none(juror, "recused"), "twice": gave_none(99, "recused") * 2}
    found = others.get(value, value) if place[-1] == "beside" else value
    done = run("verify", keep(tmp_path, changed(FROZEN, place, found)))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert done.stderr.rstrip(".\n").endswith(words)


def test_a_pipe_is_no_frozen_shortlist(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for command in (["verify", "pipe"], ["diff", "pipe", "pipe"]):
        done = run(*command)
        line = "pipe: cannot be read: it is not an ordinary file.\n"
        assert (done.returncode, done.stdout, done.stderr) == (2, "", line)


def test_a_file_that_is_not_there_is_said_in_one_line(run: Run) -> None:
    done = run("verify", "list.json")
    line = "list.json: cannot be read: No such file or directory.\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", line)


def test_what_changed_between_two_files_is_said_line_by_line(run: Run, tmp_path: Path) -> None:
    more = {**GIVEN, (1, 1): {"7": 5, "8": 3}, (7, 2): {"7": 2, "8": 2}}
    del more[5, 3]
    later = document(more, {(3, 1): 6.0, (3, 2): 4.0}, {8: "drop"}, places=3)
    done = run("diff", keep(tmp_path, FROZEN), keep(tmp_path, later, "later.json"))
    assert (done.returncode, done.stderr) == (1, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "places: 2 → 3"
    assert [line.split(":")[:2] for line in lines[1:7]] == [
        ["came in", " “Film 1”"],
        ["came in", " “Film 5”"],
        ["went out", " “Film 7”"],
        ["moved", " “Film 2”"],
        ["moved", " “Film 4”"],
        ["changed", " “Film 8”"],
    ]
    old, new = ({film["entry"]: film for film in each["films"]}[5] for each in (FROZEN, later))
    assert lines[2] == (
        f"came in: “Film 5”: rank {old['rank']} → {new['rank']}, "
        f"quality {old['quality']:.2f} → {new['quality']:.2f}, "
        f"chance {old['p_shortlist']:.2f} → {new['p_shortlist']:.2f}, mean 3.80 → 3.50, "
        f"spread {old['spread']:.2f} → {new['spread']:.2f}, views 3 → 2, coverage 0.50 → 0.38"
    )
    assert lines[3].endswith("mark pin by Olga “So be it.” → none")
    assert lines[7:] == [
        "score: “Film 1”, Juror 1: 3.00 → 5.00",
        "score: “Film 5”, Juror 3: 4.40 → –",
        "score: “Film 7”, Juror 2: – → 2.40",
        "in other categories: 0 films, 1 scores are not the same",
    ]


def test_a_film_that_a_pin_pushed_out_is_not_said_to_have_other_scores(run: Run, tmp_path: Path) -> None:
    others = {(3, 1): 5.0, (3, 2): 4.0}
    free, pinned = (document(GIVEN, others, marks, places=2) for marks in ({}, {7: "pin"}))
    out = free["films"][1]["title"]
    done = run("diff", keep(tmp_path, free, "free.json"), keep(tmp_path, pinned))
    assert done.stdout.splitlines() == [
        "came in: “Film 7”: mark none → pin by Olga “So be it.”",
        f"went out: “{out}”: by what was pinned or dropped of other films",
    ]
    pushed = changed(free, ["films", 1, "is_in"], False)
    for later, told in (
        (changed(pushed, ["places"], 1), ["places: 2 → 1", f"went out: “{out}”: by the number of places"]),
        (pushed, [f"went out: “{out}”: by other films’ scores"]),
    ):
        assert run("diff", "free.json", keep(tmp_path, later)).stdout.splitlines() == told


def test_two_files_of_the_same_shortlist_are_the_same(run: Run, tmp_path: Path) -> None:
    (tmp_path / "spaced.json").write_text(json.dumps(FROZEN, indent=2))
    done = run("diff", keep(tmp_path, FROZEN), "spaced.json")
    sha256 = snapshot_document.fingerprint(snapshot_document.written(FROZEN))
    assert (done.returncode, done.stdout, done.stderr) == (0, f"the same: SHA-256 {sha256}\n", "")


def test_other_conditions_are_said_field_by_field(run: Run, tmp_path: Path) -> None:
    other = changed(changed(FROZEN, ["rules_version"], 2), ["round", "views_wanted"], 4)
    other = changed(other, ["round", "rubric", 0, "question"], "Why?")
    other = changed(other, ["method", "order"], "mean")
    assert run("diff", keep(tmp_path, FROZEN), keep(tmp_path, other, "other.json")).stdout.splitlines() == [
        "rules_version: 1 → 2",
        "round: rubric changed, views_wanted 3 → 4",
        "order: p_shortlist → mean",
    ]


def test_a_difference_in_bad_files_is_not_looked_for(run: Run, tmp_path: Path) -> None:
    (tmp_path / "other.json").write_text("{}")
    done = run("diff", keep(tmp_path, FROZEN), "other.json")
    line = "other.json: no frozen shortlist: its format is null, not laurel-shortlist/4.\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, "", line)
