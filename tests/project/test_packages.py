"""Who may import whom inside a feature, as ARCHITECTURE.md says it; between packages import-linter asks."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

from tests.project.sources import parsed

FESTIVAL = Path(__file__).resolve().parents[2] / "festival"
FEATURES = (
    "accounts",
    "boards",
    "decisions",
    "editions",
    "entries",
    "exports",
    "jobs",
    "jury",
    "messages",
    "screeners",
    "uploads",
)
ORDER = (
    ("states", "values"),
    ("models",),
    ("pure", "rules"),
    ("queries",),
    ("operations",),
    ("forms",),
    ("views",),
)
NAMED = ("states", "values", "models", "rules", "queries", "operations", "forms", "views")
EDGES = ("blueprints", "command", "get_or_404", "journal_words", "page", "render_again")
"""What answers a request or a command, beside `views`."""
OTHERS: dict[str, dict[str, str]] = {
    "accounts": {
        "queries": "proofs",
        "views": "current start_session tries",
    },
    "boards": {
        "queries": "board jurors places ranking_cache shares snapshot_facts solve",
        "views": "changes_in_out",
    },
    "decisions": {
        "operations": "letter_previews warnings",
    },
    "entries": {
        "values": "kinds matching",
        "queries": "listing signing",
        "operations": "change_requests eligibility extensions flagging",
        "views": "pdf lines",
    },
    "exports": {
        "queries": "entry_table filmfreeway formats jury_tables score_sheet workbook",
    },
    "jury": {
        "queries": "results",
        "operations": "assignments background leaving notices",
    },
    "screeners": {
        "values": "facts made reading sounds",
        "queries": "places",
        "operations": "inspect_film making processing",
        "views": "grants telling",
    },
    "uploads": {
        "values": "checksums pacing parts promises",
        "queries": "places",
        "views": "answers callers streams",
    },
}
"""The kind of a module whose name does not say it and which is not `pure`, by its feature.

`values` are what models hold, `pure` is what is computed from them.
"""

REQUEST = re.compile(
    r"\bflask\.(request|session|g|redirect|abort|url_for)\b|\b(werkzeug|wtforms|flask_login)\b"
)

EDGE = re.compile(r"\bclock\.now\(|\bimport current\b|\bcurrent\.person\(|\bdb\.transaction\(")


def feature(path: Path) -> str:
    """The feature that a module belongs to."""
    return path.relative_to(FESTIVAL).parts[0]


def name(path: Path) -> str:
    """A module's name below `festival`, with dots."""
    return ".".join(path.relative_to(FESTIVAL).with_suffix("").parts)


def kind(path: Path) -> str:
    """What a module is in its feature: `views` for `views` and `note_views`, else as the table says."""
    for standard in NAMED:
        if path.stem == standard or path.stem.endswith(f"_{standard}"):
            return standard
    if path.stem in EDGES:
        return "views"
    others = OTHERS.get(feature(path), {}).items()
    return next((kind for kind, names in others if path.stem in names.split()), "pure")


def height(path: Path) -> int:
    """How far up in its feature a module stands."""
    return next(place for place, kinds in enumerate(ORDER) if kind(path) in kinds)


@cache
def imported(path: Path) -> set[str]:
    """Whole names of modules, and of what is taken from them."""
    names: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def features(path: Path) -> set[Path]:
    """The modules of features that a file imports."""
    places = (each.split(".")[1:] for each in imported(path) if each.startswith("festival."))
    found = {FESTIVAL.joinpath(*parts).with_suffix(".py") for parts in places if parts[0] in FEATURES}
    return {path for path in found if path.exists()}


def modules() -> list[Path]:
    found = (path for each in FEATURES for path in (FESTIVAL / each).rglob("*.py"))
    return [path for path in found if path.stem != "__init__"]


def of_kind(*kinds: str) -> list[Path]:
    return [path for path in modules() if kind(path) in kinds]


def test_every_feature_is_known_and_the_table_of_kinds_names_no_module_twice() -> None:
    assert {path.parent.name for path in FESTIVAL.glob("*/models.py")} <= set(FEATURES)
    listed = [
        (each, stem) for each, kinds in OTHERS.items() for stems in kinds.values() for stem in stems.split()
    ]
    assert sorted(listed) == sorted(set(listed) & {(feature(path), path.stem) for path in modules()})
    assert len(listed) < 60


def test_inside_a_feature_nothing_looks_up() -> None:
    assert [
        f"{name(path)} imports {name(other)}"
        for path in modules()
        for other in features(path)
        if feature(other) == feature(path) and height(other) > height(path)
    ] == []


def test_what_is_computed_knows_no_session_no_clock_and_no_outside_world() -> None:
    outside = ("flask", "sqlalchemy", "festival.db", "festival.clock", "festival.adapters", "festival.web")
    assert [
        f"{name(path)} imports {each}"
        for path in of_kind("rules", "states", "values", "pure")
        for each in imported(path)
        if each.startswith(outside)
    ] == []


def test_what_is_computed_asks_no_package_for_what_is_stored() -> None:
    assert [
        f"{name(path)} imports {name(other)}"
        for path in of_kind("rules", "states", "values", "pure")
        for other in features(path)
        if kind(other) in ("queries", "operations", "forms", "views")
    ] == []


def test_models_queries_and_operations_know_no_request() -> None:
    assert [
        f"{name(path)}: {found.group()}"
        for path in of_kind("models", "queries", "operations")
        if (found := REQUEST.search(path.read_text()))
    ] == []


def test_only_the_edge_reads_the_clock_knows_who_asks_and_opens_a_transaction() -> None:
    assert [
        f"{name(path)}: {found.group()}"
        for path in modules()
        if kind(path) != "views" and (found := EDGE.search(path.read_text()))
    ] == []


def test_only_views_import_views_and_only_the_app_imports_blueprints() -> None:
    assert [
        f"{name(path)} imports {each}"
        for path in FESTIVAL.rglob("*.py")
        for each in imported(path)
        if (re.fullmatch(r"festival\.[a-z_.]+\.([a-z_]+_)?views", each) and kind(path) != "views")
        or (each.endswith(".blueprints") and path != FESTIVAL / "app.py")
    ] == []


def test_the_journal_is_told_and_never_asked_what_is_true() -> None:
    assert [
        name(path)
        for path in FESTIVAL.rglob("*.py")
        if "JournalLine" in path.read_text()
        if path not in (FESTIVAL / "journal.py", FESTIVAL / "pages" / "journal_lines.py")
    ] == []


def test_no_function_holds_more_than_one_thought_can() -> None:
    assert [
        f"{name(path)}: {node.name}"
        for path in FESTIVAL.rglob("*.py")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 40
    ] == []


def test_no_folder_holds_more_modules_than_can_be_taken_in() -> None:
    folders = Counter(path.parent for path in FESTIVAL.rglob("*.py") if path.stem != "__init__")
    assert [str(folder.relative_to(FESTIVAL)) for folder, count in folders.items() if count > 25] == []
