"""The conventions of ARCHITECTURE.md, held against the code."""

import ast
import io
import re
import tokenize
from pathlib import Path

import flask

from tests.project.sources import parsed
from workers.app import MODULES
from workers.registry import FUNCTIONS

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for room in ("festival", "workers") for path in sorted((ROOT / room).rglob("*.py"))]


def places(pattern: str) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in SOURCES
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(pattern, line)
    ]


def test_there_is_one_commit() -> None:
    assert [place.partition(":")[0] for place in places(r"\.commit\(")] == ["festival/db.py"]


def test_there_is_one_clock() -> None:
    assert [place.partition(":")[0] for place in places(r"datetime\.(now|utcnow|today)\(|date\.today\(")] == [
        "festival/kernel/clock.py"
    ]


def test_no_module_is_a_drawer_for_everything() -> None:
    drawers = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "base"}
    assert [str(path) for path in SOURCES if path.stem in drawers or path.parent.name in drawers] == []


def test_every_module_opens_with_a_sentence() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if path.name != "__init__.py" and not ast.get_docstring(parsed(path))
    ]
    assert silent == []


def test_no_file_outgrows_its_reason() -> None:
    assert [str(path) for path in SOURCES if len(path.read_text().splitlines()) > 300] == []


def test_no_line_of_a_template_runs_out_of_sight() -> None:
    """A long sentence stands on several lines as "…" "…", which is one message to translators."""
    assert [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "templates").rglob("*.*")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if len(line) > 120
    ] == []


def test_every_job_that_is_queued_has_a_worker() -> None:
    queued = {
        name for path in SOURCES for name in re.findall(r"""later\(\s*["']([a-z_.]+)["']""", path.read_text())
    }
    assert queued - set(FUNCTIONS) == set()


def test_every_worker_module_is_known() -> None:
    rooms = {path.stem for path in (ROOT / "workers").glob("*.py")} - {
        "__init__",
        "app",
        "registry",
        "runner",
    }
    assert rooms == set(MODULES)


def test_every_letter_that_is_posted_has_its_templates(app: flask.Flask) -> None:
    posted = {
        name
        for path in SOURCES
        for name in re.findall(r"""messages\.post\(\s*["']([a-z_/]+)["']""", path.read_text())
    }
    written = {
        str(path.parent.relative_to(ROOT / "templates/letters"))
        for path in (ROOT / "templates").glob("letters/*/*/subject.txt")
        if (path.parent / "body.txt").exists()
    }
    assert posted == written


def test_there_is_one_way_to_ask_whether_json_is_wanted() -> None:
    assert [place.partition(":")[0] for place in places(r"accept_mimetypes")] == ["festival/web/accepted.py"]


def test_an_edition_that_must_be_there_is_fetched_one_way() -> None:
    """Pages that show something without an edition ask `editions.current()`; all others have `edition()`."""
    by_hand = re.compile(r"\w+ = .*\bcurrent\(\)\n    if \w+ is None:\n        raise NotFound")
    assert [str(path.relative_to(ROOT)) for path in SOURCES if by_hand.search(path.read_text())] == [
        "festival/editions/get_or_404.py"
    ]


def test_the_settings_of_an_app_are_fetched_one_way() -> None:
    assert [place.partition(":")[0] for place in places(r"\[.FESTIVAL.\]|FESTIVAL=")] == [
        "festival/app.py",
        "festival/settings.py",
    ]


def test_a_view_that_was_refused_answers_409() -> None:
    """403 says that somebody may not come in: uploads say it to programs, errors where no view had a page."""
    assert {place.partition(":")[0] for place in places(r"\b403\b")} == {
        "festival/uploads/answers.py",
        "festival/uploads/callers.py",
        "festival/web/errors.py",
    }


MANY = re.compile(r"_(queries|operations|rules|forms|views|or_404)$")


def test_another_name_for_a_module_means_one_module_everywhere() -> None:
    """`screening_queries` is the same module wherever it is imported under that name."""
    meant: dict[str, set[str]] = {}
    for path in SOURCES:
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    if alias.asname and MANY.search(alias.asname):
                        meant.setdefault(alias.asname, set()).add(f"{node.module}.{alias.name}")
    assert {name: modules for name, modules in meant.items() if len(modules) > 1} == {}


CODES = {"ch", "fre", "fr", "prs", "_", "rank", "next", "text_too_long"}
"""What docstrings quote that is no name of their module: codes, commands, another function of the package."""


def test_what_a_docstring_names_is_there() -> None:
    """A name in backticks is one of the module's own, so that none outlives what it was the name of."""
    gone = [
        f"{path.relative_to(ROOT)}: {name}"
        for path in SOURCES
        for name in _named(path.read_text())
        if name not in CODES
    ]
    assert gone == []


def _named(source: str) -> list[str]:
    tree = ast.parse(source)
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    known = {token.string for token in tokens if token.type == tokenize.NAME}
    known |= {
        word
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "`" not in node.value
        for word in re.findall(r"\w+", node.value)
    }
    docstrings = [
        node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    ]
    return [
        name for text in docstrings for name in re.findall(r"`([a-z_][a-z0-9_]*)`", text) if name not in known
    ]


def test_no_template_reads_what_was_sent() -> None:
    """Forms do (`festival/web/forms`): the view makes one of what was sent, and the page shows it again."""
    assert [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "templates").rglob("*.*")
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if re.search(r"\brequest\.(form|args|values|files)\b", line)
    ] == []
