"""`festival jury rank` and `next` run anywhere: the real process, in an empty folder, no environment."""

import csv
import json
import math
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from festival.cli import main
from festival.scoring.commands import rank_and_next as ranking_command
from tests.scoring.commands.command_line import Run, beside

pytestmark = pytest.mark.process

FILMS = "film,category,minutes\n" + "".join(f"F{number},short,{10 + number}\n" for number in range(6))
JURORS = "juror,minutes\nann,\nbob,\ncem,200\n"
SCORES = "film,juror,score\n" + "".join(
    f"F{number},{juror},{9 - number - lead}\n"
    for number in range(6)
    for lead, juror in enumerate(("ann", "bob"))
)


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return beside(tmp_path, films=FILMS, jurors=JURORS, scores=SCORES)


def rank(run: Run, *more: str, places: str = "short=2") -> subprocess.CompletedProcess[str]:
    tables = ("--films", "films.csv", "--scores", "scores.csv")
    return run("rank", *tables, "--places", places, "--seed", "7", "--out", "ranking.csv", *more)


def next_(run: Run, *more: str) -> subprocess.CompletedProcess[str]:
    tables = ("--films", "films.csv", "--jurors", "jurors.csv", "--scores", "scores.csv")
    return run("next", *tables, "--minutes", "60", "--places", "short=2", "--out", "plan.csv", *more)


def ranked(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((folder / "ranking.csv").read_text().splitlines()))


def test_films_are_ranked_from_files_alone(run: Run, tmp_path: Path) -> None:
    done = rank(run)
    assert done.returncode == 0
    first = (tmp_path / "ranking.csv").read_bytes()
    rows = list(csv.DictReader(first.decode().splitlines()))
    assert list(rows[0]) == [
        *("film", "category", "views", "mean", "quality", "low", "high", "p_shortlist", "rank"),
    ]
    assert [(row["film"], row["views"], row["mean"], row["rank"]) for row in rows] == [
        (f"F{number}", "2", f"{8.5 - number}", f"{number + 1}") for number in range(6)
    ]
    report = json.loads(done.stdout)
    assert report["components"] == [["ann", "bob"]]
    severity = {juror["juror"]: juror["severity"] for juror in report["jurors"]}
    assert severity["ann"] == -severity["bob"] > 0
    assert rank(run).stdout == done.stdout
    assert (tmp_path / "ranking.csv").read_bytes() == first


def test_the_extra_reviews_are_planned_from_files_alone(run: Run, tmp_path: Path) -> None:
    done = next_(run)
    assert done.returncode == 0
    plan = list(csv.reader((tmp_path / "plan.csv").read_text().splitlines()))
    assert plan == [
        ["film", "juror"],
        ["F1", "cem"],
        ["F4", "cem"],
        ["F2", "cem"],
        ["F0", "cem"],
        ["F3", "cem"],
    ]
    report = json.loads(done.stdout)
    assert report["minutes"] == sum(10 + number for number in range(5))
    assert report["load"] == {"ann": 0.0, "bob": 0.0, "cem": report["minutes"]}


def test_both_reports_say_how_well_the_jurors_can_be_compared_and_what_was_learned_of_them(run: Run) -> None:
    """Ann and Bob share six films, half a tie each: the Laplacian of [[0, 3], [3, 0]] has 0 and 6."""
    ranking_report, plan_report = (json.loads(command(run).stdout) for command in (rank, next_))
    both = ["parameters", "predicted_overlap", "components", "algebraic_connectivity", "conflicting_scores"]
    assert list(ranking_report) == [*both, "categories", "set_aside", "divisive", "noise", "jurors"]
    assert list(plan_report) == [*both, "seats", "minutes", "why", "shortfalls", "load"]
    for report in (ranking_report, plan_report):
        assert (report["components"], report["algebraic_connectivity"]) == ([["ann", "bob"]], 6.0)
    model = ranking_report["parameters"]["model"]
    assert list(model) == ["films_ratio", "jurors_ratio", "slopes", "spreads", "learned"]
    assert (set(model["slopes"]), set(model["spreads"])) == ({"ann", "bob"}, {"ann", "bob"})
    assert plan_report["parameters"] == {
        "minutes": 60,
        "seed": 1,
        "scale": ranking_report["parameters"]["scale"],
        "model": model,
    }


def test_jurors_who_share_no_film_are_not_connected(run: Run, tmp_path: Path) -> None:
    rows = ("F1,ann,5", "F2,ann,6", "F3,bob,5", "F4,bob,7", "F1,cem,4", "F3,cem,4")
    for scores, components, connectivity in (
        (rows, [["ann"], ["bob"]], 0.0),  # Cem saw films of both and told neither from the other
        (rows[:1], [["ann"]], 0.0),
        ((), [], 0.0),
    ):
        (tmp_path / "scores.csv").write_text("\n".join(["film,juror,score", *scores]))
        for command in (rank, next_):
            report = json.loads(command(run).stdout)
            assert (report["components"], report["algebraic_connectivity"]) == (components, connectivity)


def test_films_that_still_lack_views_are_named_with_the_reason(run: Run, tmp_path: Path) -> None:
    rows = [row for row in SCORES.splitlines() if not row.startswith(("F4,bob", "F5"))]
    (tmp_path / "scores.csv").write_text("\n".join(rows))
    short_of_time = next_(run, "--minutes", "13")
    assert json.loads(short_of_time.stdout)["shortfalls"] == [
        {"film": "F4", "missing": 1, "why": {}},
        {"film": "F5", "missing": 2, "why": {}},
    ]
    assert "Still watched by fewer than 2: F4, F5. The report says why." in short_of_time.stderr
    (tmp_path / "jurors.csv").write_text("juror,minutes\nann,5\nbob,5\ncem,200\n")
    assert json.loads(next_(run).stdout)["shortfalls"] == [{"film": "F5", "missing": 1, "why": {"time": 2}}]
    assert json.loads(next_(run, "--places", "short=6").stdout)["shortfalls"] == []


def test_films_that_divide_the_jury_are_named_in_the_report(run: Run, tmp_path: Path) -> None:
    changed = SCORES.replace("F3,ann,6", "F3,ann,1").replace("F3,bob,5", "F3,bob,10")
    (tmp_path / "scores.csv").write_text(changed)
    assert json.loads(rank(run).stdout)["divisive"] == ["F3"]


def test_the_scale_is_the_one_that_is_said_or_else_shown_by_the_scores(run: Run) -> None:
    for command in (rank, next_):
        shown, said = (json.loads(command(run, *more).stdout) for more in ((), ("--scale", "0-20")))
        assert shown["parameters"]["scale"] == {"lowest": 1, "highest": 10, "taken_from": "the scores"}
        assert said["parameters"]["scale"] == {"lowest": 0, "highest": 20, "taken_from": "--scale"}


def test_a_longer_scale_stretched_with_its_scores_gives_the_same_ranking(run: Run, tmp_path: Path) -> None:
    rank(run, "--scale", "1-10")
    before = [(row["film"], row["rank"], row["p_shortlist"]) for row in ranked(tmp_path)]
    rows = (line.split(",") for line in SCORES.splitlines()[1:])
    stretched = "".join(f"{film},{juror},{10 * int(score)}\n" for film, juror, score in rows)
    (tmp_path / "scores.csv").write_text(f"film,juror,score\n{stretched}")
    rank(run, "--scale", "10-100")
    assert [(row["film"], row["rank"], row["p_shortlist"]) for row in ranked(tmp_path)] == before


def test_a_score_beyond_the_scale_is_one_line_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    line = "scores.csv, row 2, column score: 9 is not on the scale from 1 to 5.\n"
    for command in (rank, next_):
        done = command(run, "--scale", "1-5")
        assert (done.returncode, done.stdout, done.stderr) == (2, "", line)
    assert not (tmp_path / "ranking.csv").exists()


def test_equal_films_share_a_rank_and_the_first_of_them_fill_the_places(run: Run, tmp_path: Path) -> None:
    given_ = ((1, 9), (2, 5), (3, 5), (0, 5), (4, 2))
    rows = [f"F{film},{juror},{score}" for film, score in given_ for juror in ("ann", "bob")]
    (tmp_path / "scores.csv").write_text("\n".join(["film,juror,score", *rows]))
    rank(run, places="short=3")
    assert [(row["film"], row["rank"]) for row in ranked(tmp_path)] == [
        ("F1", "1"),
        ("F0", "2"),
        ("F2", "2"),
        ("F3", "2"),
        ("F4", "5"),
        ("F5", ""),
    ]


@pytest.mark.parametrize(
    ("file", "words", "line"),
    [
        (
            "scores.csv",
            "film,juror,score\nF1,ann,n/a\n",
            "scores.csv, row 2, column score: “n/a” is no number.",
        ),
        (
            "scores.csv",
            "film,juror,score\nF9,ann,5\n",
            "scores.csv, row 2, column film: there is no film “F9”.",
        ),
        ("films.csv", "", "films.csv: This file has no rows."),
    ],
)
def test_bad_input_is_one_line_and_nothing_is_written(
    run: Run, tmp_path: Path, file: str, words: str, line: str
) -> None:
    (tmp_path / file).write_text(words)
    before = sorted(each.name for each in tmp_path.iterdir())
    for done in (rank(run), next_(run)):
        assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{line}\n")
    assert sorted(each.name for each in tmp_path.iterdir()) == before


def test_scores_of_pairs_in_conflict_do_not_count(run: Run, tmp_path: Path) -> None:
    rows = [row for row in SCORES.splitlines() if not row.startswith(("F5,ann", "F1,bob"))]
    (tmp_path / "conflicts.csv").write_text("film,juror\nF5,ann\nF1,bob\n")
    told = "Set aside: 2 scores of pairs in conflict."
    for command, out in ((rank, "ranking.csv"), (next_, "plan.csv")):
        (tmp_path / "scores.csv").write_text("\n".join(rows))
        left_out = command(run, "--scale", "1-10", "--conflicts", "conflicts.csv")
        without = json.loads(left_out.stdout)
        written = (tmp_path / out).read_text()
        (tmp_path / "scores.csv").write_text(SCORES)
        done = command(run, "--scale", "1-10", "--conflicts", "conflicts.csv")
        assert json.loads(done.stdout) == without | {"conflicting_scores": 2}
        assert (without["conflicting_scores"], (tmp_path / out).read_text()) == (0, written)
        scale, *others = left_out.stderr.splitlines()
        assert done.stderr.splitlines() == [scale, told, *others]


def test_a_conflict_of_whom_nobody_knows_is_one_line_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    no_film = "conflicts.csv, row 2, column film: there is no film “F9”.\n"
    no_juror = "conflicts.csv, row 2, column juror: there is no juror “zed”.\n"
    for command, row, line in (
        (rank, "F9,ann", no_film),
        (next_, "F9,ann", no_film),
        (next_, "F1,zed", no_juror),
    ):
        (tmp_path / "conflicts.csv").write_text(f"film,juror\n{row}\n")
        done = command(run, "--conflicts", "conflicts.csv")
        assert (done.returncode, done.stdout, done.stderr) == (2, "", line)
    assert {"ranking.csv", "plan.csv"}.isdisjoint(each.name for each in tmp_path.iterdir())


def test_who_gave_no_score_may_have_a_conflict(run: Run, tmp_path: Path) -> None:
    (tmp_path / "conflicts.csv").write_text("film,juror\nF1,zed\n")
    with_it, without = rank(run, "--conflicts", "conflicts.csv"), rank(run)
    assert (with_it.returncode, with_it.stdout) == (0, without.stdout)


def test_more_minutes_than_anybody_has_are_refused(run: Run, tmp_path: Path) -> None:
    done = next_(run, "--minutes", "9" * 400)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert not (tmp_path / "plan.csv").exists()


def test_places_of_a_category_that_is_not_there_are_refused(run: Run, tmp_path: Path) -> None:
    done = rank(run, places="feature=2")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "--places: no film is in the category “feature”.\n"
    assert not (tmp_path / "ranking.csv").exists()


SCALE = "Scale: 1 to 10, taken from the scores; --scale says another."
SURE = "How sure, short: 2 places, 1 sure, 2 too close to call; predicted agreement with a full jury"


def test_a_person_is_told_what_a_ranking_comes_to(run: Run) -> None:
    assert rank(run).stderr.splitlines() == [
        SCALE,
        "Read: 6 films, 12 scores by 2 jurors.",
        "Written: ranking.csv, every film with its place, its adjusted score, and how sure that is.",
        f"{SURE} 92 %.",
        "Next: “festival jury next” plans where an extra review helps most.",
    ]


def test_a_person_is_told_what_the_extra_reviews_come_to(run: Run) -> None:
    read = "Read: 6 films, 3 jurors, 12 scores."
    assert next_(run).stderr.splitlines() == [
        SCALE,
        read,
        "Written: plan.csv, 5 reviews by 1 juror, 60 of 60 minutes.",
        (
            "What for: 4 near a cut-off, "
            "1 for decoys (other films, so that nobody can guess why they are asked)."
        ),
        f"{SURE} 92 %.",
        "Next: assign the films by this plan, add the scores, then rank, or plan the next batch.",
    ]
    assert next_(run, "--minutes", "0").stderr.splitlines() == [
        SCALE,
        read,
        "Written: plan.csv, 0 reviews by 0 jurors, 0 of 0 minutes.",
        f"{SURE} 92 %.",
        "Next: nothing could be planned: --minutes 0 is less than the shortest film takes, 10.",
    ]


def test_what_scores_cannot_tell_is_said(run: Run, tmp_path: Path) -> None:
    (tmp_path / "scores.csv").write_text("film,juror,score\n")
    assert rank(run).stderr.splitlines()[2:] == [
        "Not watched: 6 films without any score, behind all others.",
        "How sure: not at all, there is no score yet.",
        "Next: rank again when scores are in.",
    ]
    rows = ("F1,ann,5", "F2,ann,6", "F3,bob,5", "F4,bob,7", "F3,cem,4", "F4,cem,4")
    (tmp_path / "scores.csv").write_text("\n".join(["film,juror,score", *rows]))
    assert rank(run).stderr.splitlines()[3:] == [
        "Not watched: 2 films without any score, behind all others.",
        "Set aside: cem, who gave every film the same score.",
        "How sure, short: not ranked, because jurors who share no film have seen its films.",
        (
            "Jurors cannot all be compared: 2 groups (1, 1 jurors) share no film. "
            "Reviews across the groups fix that."
        ),
        "Next: “festival jury next” plans where an extra review helps most.",
    ]


def test_the_scale_that_was_said_is_told_as_such(run: Run) -> None:
    for command in (rank, next_):
        assert command(run, "--scale", "0-20").stderr.splitlines()[0] == "Scale: 0 to 20, taken from --scale."


def test_a_typing_error_that_makes_the_scale_longer_is_pointed_out(run: Run, tmp_path: Path) -> None:
    (tmp_path / "scores.csv").write_text(SCORES.replace("F0,bob,8\n", "F0,bob,77\n"))
    for command in (rank, next_):
        done = command(run)
        assert (done.returncode, done.stderr.splitlines()[:2]) == (
            0,
            [
                (
                    "scores.csv, row 3: 77 is the only score above 10; "
                    "if it is a typing error, correct it or say --scale 1-10."
                ),
                "Scale: 0 to 100, taken from the scores; --scale says another.",
            ],
        )
        assert command(run, "--scale", "0-100").stderr.splitlines()[0] == (
            "Scale: 0 to 100, taken from --scale."
        )


def test_nothing_is_written_where_the_report_cannot_be_said(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(ranking_command, "_told", lambda *_: {"lowest": math.nan})
    command = ["jury", "rank", "--films", "films.csv", "--scores", "scores.csv", "--places", "short=2"]
    done = CliRunner().invoke(main, [*command, "--out", "ranking.csv"])
    assert isinstance(done.exception, ValueError)
    assert not (tmp_path / "ranking.csv").exists()


def test_the_shortest_scale_is_computed_by(run: Run, tmp_path: Path) -> None:
    rows = ("F0,ann,0", "F1,ann,0.001", "F0,bob,0.0005", "F1,bob,0.001")
    (tmp_path / "scores.csv").write_text("\n".join(["film,juror,score", *rows]))
    assert rank(run, "--scale", "0-0.001").returncode == 0
    assert [row["film"] for row in ranked(tmp_path)][:2] == ["F1", "F0"]


def test_places_that_cannot_be_filled_are_pointed_out(run: Run) -> None:
    assert rank(run, places="short=7").stderr.splitlines()[0] == ("short: 7 places, and only 6 films.")
    assert next_(run, "--places", "short=7").stderr.splitlines()[0] == ("short: 7 places, and only 6 films.")


def test_the_likely_reason_why_no_view_is_planned_is_said(run: Run, tmp_path: Path) -> None:
    assert next_(run, "--minutes", "9").stderr.splitlines()[-1] == (
        "Next: nothing could be planned: --minutes 9 is less than the shortest film takes, 10."
    )
    assert next_(run, "--places", "short=6").stderr.splitlines()[-1] == (
        "Next: nothing could be planned: no film is near a cut-off, so another review would change little."
    )
    (tmp_path / "jurors.csv").write_text("juror,minutes\nann,5\nbob,5\n")
    assert next_(run).stderr.splitlines()[-1] == (
        "Next: nothing could be planned: most likely no juror can take a film; check their "
        "languages, conflicts and minutes (for all films that they watch)."
    )
