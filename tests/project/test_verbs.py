"""One verb, all the way: an act's view, its operation and its rule have one name."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import flask

from tests.project.sources import parsed
from tests.project.test_packages import FESTIVAL, kind

VIEWS_WITHOUT_OPERATION = {
    "accounts.sign_in": "start_session asks operations.sign_in, once for all ways to sign in",
    "accounts.sign_out": "ends the browser's session, which no feature keeps",
    "decisions.stage_many": "many films at once, each as stage_manually does one",
    "demo.move_clock": "the demo's clock is a file, and no feature keeps it",
    "entry_desk.act": "many entries at once, each as its own operation does one; BULK_ACTS names them",
    "files.append": "bytes go to uploads.streams first, and operations.receive when all are there",
    "files.overridden": "stands for the other methods, where a network lets only POST through",
    "profile.end_session": "sessions are web.security's, below all features",
}
"""Endpoints that change something without an operation of their name, each with its reason."""

SHARED_RULES: dict[str, tuple[set[str], str]] = {
    "accounts.rules.accept": ({"join"}, "to join is to accept with an account that is made at once"),
    "decisions.rules.stage": ({"stage_manually"}, "the same act, with a reason against the shortlist"),
    "editions.rules.edit": ({"edit_category"}, "a category is a part of its edition"),
    "entries.films.rules.add_subtitles": (
        {
            "name_language",
            "remove_subtitles",
            "repair_subtitles",
            "replace_subtitles",
            "say_in_picture",
            "undo_repair",
            "unsay_in_picture",
        },
        "who may add subtitles may change them",
    ),
    "entries.rules.annotate": ({"clear_flag", "note", "tag"}, "tags, notes and flags are one right"),
    "entries.rules.answer": ({"accept", "decline"}, "two answers to one proposal"),
    "entries.rules.edit": ({"save"}, "a draft is edited by saving its pages"),
    "entries.rules.propose": ({"take_back"}, "who may propose a change may take it back"),
    "jury.planning.rules.plan": (
        {"apply_plan", "call_off", "clear_manual", "clear_plan", "import_plan"},
        "to plan a round is one right",
    ),
    "jury.screening.rules.change_note": ({"delete_note"}, "who may change a note may delete it"),
}
"""Rules that acts of other names ask, with those acts and the reason why the right is one."""


def module(dotted: str) -> Path:
    return FESTIVAL.parent.joinpath(*dotted.split(".")).with_suffix(".py")


def aliases(tree: ast.Module, of_kind: str) -> dict[str, Path]:
    """The modules of this kind that a module imports, by the name that it calls them."""
    found = {
        alias.asname or alias.name: module(f"{node.module}.{alias.name}")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("festival")
        for alias in node.names
    }
    return {name: path for name, path in found.items() if path.exists() and kind(path) == of_kind}


def named(tree: ast.AST, modules: dict[str, Path]) -> set[tuple[Path, str]]:
    """What of these modules is named somewhere: `rules.submit` and the like."""
    return {
        (modules[node.value.id], node.attr)
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in modules
    }


def changing(app: flask.Flask) -> Iterator[tuple[str, str, Path]]:
    """Every endpoint that changes something, with its view's name and module."""
    for rule in app.url_map.iter_rules():
        if rule.methods and rule.methods & {"POST", "PATCH", "PUT", "DELETE"}:
            view = inspect.unwrap(app.view_functions[rule.endpoint])
            yield rule.endpoint, view.__name__, module(view.__module__)


def operations_of(views: Path, name: str) -> list[Path]:
    """The modules whose operation of this name a module of views calls."""
    tree = ast.parse(views.read_text())
    return [path for path, called in named(tree, aliases(tree, "operations")) if called == name]


def test_a_view_that_changes_something_is_named_as_its_operation(app: flask.Flask) -> None:
    without = {endpoint for endpoint, name, views in changing(app) if not operations_of(views, name)}
    assert without - set(VIEWS_WITHOUT_OPERATION) == set()


def test_the_views_without_an_operation_are_still_such(app: flask.Flask) -> None:
    without = {endpoint for endpoint, name, views in changing(app) if not operations_of(views, name)}
    assert set(VIEWS_WITHOUT_OPERATION) - without == set()


def test_an_endpoint_is_named_as_its_view(app: flask.Flask) -> None:
    assert [endpoint for endpoint, name, _ in changing(app) if endpoint.rpartition(".")[2] != name] == []


def asked_by(path: Path, name: str) -> set[str]:
    """The rules that an operation asks, by module and name, without those that say what it needs."""
    tree = parsed(path)
    return {
        f"{'.'.join(rules.relative_to(FESTIVAL).with_suffix('').parts)}.{rule}"
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.name == name
        for rules, rule in named(node, aliases(tree, "rules"))
        if not rule.startswith("needs_")
    }


def shared(app: flask.Flask) -> dict[str, set[str]]:
    """The rules that operations of other names ask, each with those names."""
    operations = {(path, name) for _, name, views in changing(app) for path in operations_of(views, name)}
    found: dict[str, set[str]] = {}
    for path, name in operations:
        asked = asked_by(path, name)
        if not any(rule.endswith(f".{name}") for rule in asked):
            for rule in asked:
                found.setdefault(rule, set()).add(name)
    return found


def test_an_operation_asks_the_rule_of_its_name_or_a_shared_one(app: flask.Flask) -> None:
    assert shared(app) == {rule: names for rule, (names, _) in SHARED_RULES.items()}
