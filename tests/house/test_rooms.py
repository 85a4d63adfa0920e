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
ORDER = (
    ("states", "values"),
    ("models",),
    ("pure", "rules"),
    ("queries",),
    ("operations",),
    ("forms",),
    ("views",),
)
NAMED = ("states", "models", "rules", "queries", "operations", "forms", "views")
OTHERS: dict[str, dict[str, str]] = {
    "accounts": {
        "pure": "addresses browsers names passwords second_factor",
        "queries": "proofs",
        "operations": "inviting securing",
        "views": "acts command current signing_in",
    },
    "editions": {
        "pure": "accents calls lengths terms",
        "views": "acts",
    },
    "entries": {
        "values": "kinds matching",
        "pure": """
            answers checklist differences drafting fields filmfreeway filmfreeway_cells films flags
            public_words receipts snapshots
        """,
        "queries": "listing signing",
        "operations": "deciding filming flagging importing more_time proposing",
        "views": "acts command receipt_papers showing",
    },
    "jobs": {},
    "jury": {
        "pure": """
            affiliations arithmetic assigning changes connectedness dealing dealing_table evenness film_pages
            films_and_jurors involvement matching obstacles piles plan_choices plan_files plan_lines plans
            prices proposals repair reporting rubrics scales seating sheets shuffling slips tastes unevenness
            watching waves
        """,
        "queries": "tallies",
        "operations": "notices",
        "forms": "tables",
        "views": "acts command finding pages plan_page showing",
    },
    "messages": {},
    "screeners": {
        "values": "facts made reading renditions",
        "pure": "checks identify notes probe subtitles tickets",
        "queries": "places",
        "operations": "inspection making processing",
        "views": "acts command playback telling",
    },
    "shortlists": {
        "pure": """
            asking calibration comparing comparison_lines crossings decoys division documents doubt drawing
            equations last_hours membership purse ranked ranking ranking_lines reckoning scored
            sought standing summaries table_guide takeover triangles unspent verifying wishes
            without_one
        """,
        "queries": """
            board board_facts calibrated export_files exports film_places filmfreeway_export jurors
            jury_tables posters score_sheet spending watched wave_pages wave_shares
        """,
        "operations": "loose_ends previews release",
        "forms": "document_shape evidence_files",
        "views": "acts announcing command document_command finding ranking_command",
    },
    "uploads": {
        "values": "checksums pacing parts",
        "pure": "protocol",
        "queries": "places",
        "views": "acts answers callers streams",
    },
}
"""The kind of every module whose name does not say it.

`values` are what models hold, `pure` is what is reckoned from them; commands, and what answers a request,
are views.
"""

REQUEST = re.compile(
    r"\bflask\.(request|session|g|redirect|abort|url_for)\b|\b(werkzeug|wtforms|flask_login)\b"
)

EDGE = re.compile(r"\bclock\.now\(|\bimport current\b|\bcurrent\.person\(|\bdb\.transaction\(")


def kind(path: Path) -> str | None:
    """What a module is in its feature: `views` for `views` and `plan_views`, else as the table says."""
    named = (kind for kind in NAMED if path.stem == kind or path.stem.endswith(f"_{kind}"))
    others = OTHERS.get(path.parent.name, {}).items()
    return next(named, None) or next((kind for kind, names in others if path.stem in names.split()), None)


def height(path: Path) -> int:
    """How far up in its feature a module stands."""
    return next(place for place, kinds in enumerate(ORDER) if kind(path) in kinds)


def imported(path: Path) -> set[str]:
    """Whole names of modules, and of what is taken from them."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def features(path: Path) -> set[Path]:
    """The modules of features that a file imports."""
    names = (name.split(".")[1:3] for name in imported(path) if name.startswith("festival."))
    found = {FESTIVAL / room / f"{module[0]}.py" for room, *module in names if room in OTHERS and module}
    return {path for path in found if path.exists()}


def modules() -> list[Path]:
    return [path for room in OTHERS for path in (FESTIVAL / room).glob("*.py") if path.stem != "__init__"]


def of_kind(*kinds: str) -> list[Path]:
    return [path for path in modules() if kind(path) in kinds]


def test_every_room_and_every_module_has_its_kind() -> None:
    assert [str(path.relative_to(FESTIVAL)) for path in modules() if kind(path) is None] == []
    listed = {
        f"{room}/{name}"
        for room, kinds in OTHERS.items()
        for names in kinds.values()
        for name in names.split()
    }
    assert listed - {f"{path.parent.name}/{path.stem}" for path in modules()} == set()
    rooms = {path.parent.name for path in FESTIVAL.glob("*/models.py")}
    assert rooms <= set(OTHERS)


def test_inside_a_feature_nothing_looks_up() -> None:
    assert [
        f"{path.parent.name}/{path.stem} imports {other.stem}"
        for path in modules()
        for other in features(path)
        if other.parent == path.parent and height(other) > height(path)
    ] == []


def test_what_is_reckoned_knows_no_session_no_clock_and_no_outside_world() -> None:
    outside = ("flask", "sqlalchemy", "festival.db", "festival.clock", "festival.adapters", "festival.web")
    assert [
        f"{path.parent.name}/{path.stem} imports {name}"
        for path in of_kind("rules", "states", "values", "pure")
        for name in imported(path)
        if name.startswith(outside)
    ] == []


def test_what_is_reckoned_asks_no_room_for_what_is_kept() -> None:
    assert [
        f"{path.parent.name}/{path.stem} imports {other.parent.name}/{other.stem}"
        for path in of_kind("rules", "states", "values", "pure")
        for other in features(path)
        if kind(other) in ("queries", "operations", "forms", "views")
    ] == []


def test_what_is_kept_and_done_knows_no_request() -> None:
    assert [
        f"{path.parent.name}/{path.stem}: {found.group()}"
        for path in of_kind("models", "queries", "operations")
        if (found := REQUEST.search(path.read_text()))
    ] == []


def test_only_the_edge_reads_the_clock_knows_who_asks_and_opens_a_transaction() -> None:
    assert [
        f"{path.parent.name}/{path.stem}: {found.group()}"
        for path in modules()
        if kind(path) != "views" and (found := EDGE.search(path.read_text()))
    ] == []


def test_only_the_app_and_views_import_views() -> None:
    assert [
        f"{path.relative_to(FESTIVAL)} imports {name}"
        for path in FESTIVAL.rglob("*.py")
        for name in imported(path)
        if re.fullmatch(r"festival\.[a-z]+\.([a-z_]+_)?views", name)
        if path != FESTIVAL / "app.py" and kind(path) != "views"
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
