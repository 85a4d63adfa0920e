"""What people read: no private word of the project, and no sentence that is too long to be read once."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from tests.project.sources import parsed

ROOT = Path(__file__).resolve().parents[2]
LONGEST_SENTENCE = 25
"""Words. A filmmaker whose third language is English reads a longer one twice."""

MARKS = {"_", "N_", "gettext", "ngettext", "Invalid", "Message", "message", "refuse", "say"}
"""Calls whose texts are shown to people. `refuse` and `message` have a code first, which has no spaces."""

PRINTED = (
    "festival/demo/command.py",
    "festival/exports/jury_tables_guide.py",
    "festival/scoring/assignment/explain.py",
    "festival/scoring/assignment/report.py",
    "festival/scoring/commands",
    "festival/scoring/csv_tables.py",
    "festival/scoring/snapshot/compare_report.py",
    "festival/setup_command.py",
)
"""Modules whose every text is printed or written for people, without a mark."""

PRIVATE = {
    r"seats?|seated": "assignment",
    r"deals?|dealt|dealing": "assign",
    r"g[ai]ves? out|given out|giving out|hands? out|handed out": "assign, pass on",
    r"piles?": "queue",
    r"(?<!--)views?": "review",
    r"fair scale|fair score": "adjusted score",
    r"plain means?|the means?|means? of|mean %|mean \{": "average",
    r"(the|a|its|no|their|this) line|cuts?(?![-\w]| off| short)": "cut-off; connection",
    r"boards?": "ranking",
    r"waves?": "batch",
    r"purses?": "budget",
    r"bridges?": "linking review",
    r"apart from (?=%|\{|the juror)|told apart|tell .{0,20}apart|namesakes?": "not the same person",
    r"by hand": "manually",
    r"hands? over|handed over|taken? over|took over|takes .{1,4} over": "release, accept",
    r"desks?": "Dashboard, organizers",
    r"health": "System status",
    r"journals?": "activity log",
    r"mend\w*": "fix",
    r"makers?": "filmmaker",
    r"reckon\w*": "compute",
    r"foretold": "predicted",
    r"nought": "zero",
    r"whoever": "anyone who",
    r"papers": "film data",
    r"told": "reported, informed",
    r"rooms?|houses?|doors?": "space, festival, start",
    r"first page": "home page",
    r"your mail": "your e-mail",
    r"personal tokens?": "API token",
    r"telephones?": "phone",
}

KEPT = {
    "A film may be entered once. If you have a new cut of it, ask us first.": "a cut is a version of a film",
}
"""Texts with such a word in its ordinary sense, or of another's format, and why."""

LONG: dict[str, str] = {}
"""Sentences that need more words, and why."""


def spoken() -> dict[str, str]:
    """Every text that people read, with the first place it stands at: `file:line`."""
    found: dict[str, str] = {}
    for path in sorted((ROOT / "templates").rglob("*.*")):
        if path.suffix in {".html", ".txt"}:
            for line, text in _in_template(path.read_text()):
                found.setdefault(text, f"{path.relative_to(ROOT)}:{line}")
    for path in sorted((ROOT / "festival").rglob("*.py")):
        place = str(path.relative_to(ROOT))
        for line, text in _in_code(parsed(path), is_printed=place.startswith(PRINTED)):
            found.setdefault(text, f"{place}:{line}")
    return found


def _in_template(source: str) -> Iterator[tuple[int, str]]:
    tree = Environment(extensions=["jinja2.ext.do"], autoescape=True).parse(source)
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in MARKS:
            for each in call.args:
                if isinstance(each, nodes.Const) and isinstance(each.value, str):
                    yield call.lineno, each.value
    for data in tree.find_all(nodes.TemplateData):
        for text in re.findall(r"(?<=>)[^<>]*\w+ +\w+[^<>]*(?=<)", data.data):
            yield data.lineno, " ".join(text.split())


def _in_code(tree: ast.Module, is_printed: bool) -> Iterator[tuple[int, str]]:
    parts = {id(each) for node in ast.walk(tree) for each in _parts(node)}
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in MARKS:
                yield from ((node.lineno, text) for each in node.args if (text := _text(each)))
            case ast.Call():
                for each in node.keywords:
                    if each.arg == "help" and (text := _text(each.value)):
                        yield node.lineno, text
            case ast.FunctionDef(decorator_list=decorators) if any(map(_is_command, decorators)):
                yield node.lineno, (ast.get_docstring(node) or "").replace("\n", " ")
            case ast.Constant() | ast.JoinedStr() if is_printed and id(node) not in parts:
                if text := _text(node):
                    yield node.lineno, text


def _parts(node: ast.AST) -> list[ast.expr]:
    """What is no text of its own: a docstring, and the pieces of a text with placeholders."""
    match node:
        case ast.Expr(value=ast.Constant() as docstring):
            return [docstring]
        case ast.JoinedStr(values=values):
            return values
    return []


def _is_command(decorator: ast.expr) -> bool:
    call = decorator.func if isinstance(decorator, ast.Call) else decorator
    return isinstance(call, ast.Attribute) and call.attr in {"command", "group"}


def _text(node: ast.expr) -> str | None:
    """A text with its `{placeholders}`; None for other things, codes and keys (one word in small letters)."""
    match node:
        case ast.Constant(value=str(text)):
            return text if not re.fullmatch(r"[a-z0-9_./:-]*", text) else None
        case ast.JoinedStr(values=values):
            return "".join(
                str(each.value) if isinstance(each, ast.Constant) else "{value}" for each in values
            )
    return None


def _plain(text: str) -> str:
    """A text without markup and without the names of its placeholders."""
    return re.sub(r"%\(\w+\)s|\{\w*\}", "X", re.sub(r"<[^>]+>", "", text))


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?:…])[”\")]*\s+|\n", _plain(text))


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return spoken()


def test_texts_are_found(texts: dict[str, str]) -> None:
    assert len(texts) > 2000
    assert {"Submit your film", "Places in each category: feature=12,short=36", "The cut-off"} <= set(texts)


def test_no_text_has_a_private_word(texts: dict[str, str]) -> None:
    private = re.compile("|".join(rf"\b(?:{words})\b" for words in PRIVATE), re.IGNORECASE)
    found = {text: place for text, place in texts.items() if private.search(_bare(text))}
    assert {text: place for text, place in found.items() if text not in KEPT} == {}
    assert set(KEPT) - set(found) == set()


def _bare(text: str) -> str:
    """A text whose placeholders keep no name, but their marks, for the patterns that look at these."""
    return re.sub(r"%\(\w+\)s", "%", re.sub(r"\{\w*\}", "{}", text))


def test_no_sentence_must_be_read_twice(texts: dict[str, str]) -> None:
    long = [
        f"{place}: {len(sentence.split())} words: {sentence}"
        for text, place in texts.items()
        for sentence in _sentences(text)
        if len(sentence.split()) > LONGEST_SENTENCE and sentence not in LONG
    ]
    assert long == []
