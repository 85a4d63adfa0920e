"""Who may import whom inside a feature, as HOUSE.md says it; between features import-linter asks."""

import ast
import re
from pathlib import Path

FESTIVAL = Path(__file__).resolve().parents[2] / "festival"
FEATURES = (
    "accounts",
    "editions",
    "entries",
    "jobs",
    "jury",
    "messages",
    "screeners",
    "shortlists",
    "uploads",
)
UPWARD = ("states", "models", "rules", "queries", "operations", "forms", "views")
REQUEST = re.compile(
    r"\bflask\.(request|session|g|redirect|abort|url_for)\b|\b(werkzeug|wtforms|flask_login)\b"
)


def kind(module: str) -> str | None:
    """What a module is in its feature: `views` for `views` and `plan_views`; None for one of its own kind."""
    return next((kind for kind in UPWARD if module == kind or module.endswith(f"_{kind}")), None)


def imported(path: Path) -> set[str]:
    """Whole names of modules, and of what is taken from them."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def neighbours(path: Path) -> set[str]:
    """The modules of its own feature that a file imports."""
    room = f"festival.{path.parent.name}."
    return {name.removeprefix(room).partition(".")[0] for name in imported(path) if name.startswith(room)}


def of_kind(*kinds: str) -> list[Path]:
    return [path for room in FEATURES for path in (FESTIVAL / room).glob("*.py") if kind(path.stem) in kinds]


def test_inside_a_feature_nothing_looks_up() -> None:
    assert [
        f"{path.parent.name}/{path.stem} imports {other}"
        for path in of_kind(*UPWARD)
        for other in neighbours(path)
        if kind(other) and UPWARD.index(str(kind(other))) > UPWARD.index(str(kind(path.stem)))
    ] == []


def test_rules_and_states_know_no_session_no_clock_and_no_outside_world() -> None:
    outside = ("flask", "sqlalchemy", "festival.db", "festival.clock", "festival.adapters", "festival.web")
    assert [
        f"{path.parent.name}/{path.stem} imports {name}"
        for path in of_kind("rules", "states")
        for name in imported(path)
        if name.startswith(outside)
    ] == []


def test_what_is_kept_and_done_knows_no_request() -> None:
    assert [
        f"{path.parent.name}/{path.stem}: {found.group()}"
        for path in of_kind("models", "queries", "operations")
        if (found := REQUEST.search(path.read_text()))
    ] == []


def test_only_the_app_and_views_import_views() -> None:
    assert [
        f"{path.relative_to(FESTIVAL)} imports {name}"
        for path in FESTIVAL.rglob("*.py")
        for name in imported(path)
        if re.fullmatch(r"festival\.[a-z]+\.([a-z_]+_)?views", name)
        if path != FESTIVAL / "app.py" and kind(path.stem) != "views"
    ] == []


def test_the_journal_is_told_and_never_asked_what_is_true() -> None:
    assert [
        str(path.relative_to(FESTIVAL))
        for path in FESTIVAL.rglob("*.py")
        if "JournalLine" in path.read_text()
        if path not in (FESTIVAL / "journal.py", FESTIVAL / "pages" / "journal_lines.py")
    ] == []


def test_no_function_holds_more_than_one_thought_can() -> None:
    assert [
        f"{path.relative_to(FESTIVAL)}: {node.name}"
        for path in FESTIVAL.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= 40
    ] == []
