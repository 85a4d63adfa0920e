"""The documents name nothing that does not exist: files, folders, functions, pages behind links."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [
    *(ROOT / name for name in ("ARCHITECTURE.md", "CONTRIBUTING.md", "README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
    ROOT / "festival/scoring/README.md",
]
SOURCES = ("festival", "workers", "tests", "bench", "assets", "migrations", "docs")
LEFT_OUT = {"node_modules", "__pycache__"}
MADE = (".venv/", "festival/static", "./var")  # by make, so a fresh clone has none of these
FILE = re.compile(r"[\w.-]+\.(py|md|toml|yml|yaml|ini|mjs|js|css)")
DOTTED = re.compile(r"[a-z_]+(\.\w+)+")
MOST_LINES = 120


def prose(document: Path) -> str:
    """A document without its blocks of code."""
    return re.sub(r"^```.*?^```", "", document.read_text(), flags=re.DOTALL | re.MULTILINE)


def code_words(document: Path) -> Iterator[str]:
    """Everything in backticks that is one word: commands and sentences are not."""
    yield from (word for word in re.findall(r"`([^`\n]+)`", prose(document)) if " " not in word)


def file_names() -> set[str]:
    """The names of all files that are ours."""
    found = {path.name for path in ROOT.iterdir()}
    for source in SOURCES:
        for path in (ROOT / source).rglob("*.*"):
            if LEFT_OUT.isdisjoint(path.parts):
                found.add(path.name)
    return found


def is_path(word: str) -> bool:
    """Whether a word is meant as a path of ours: no address, no pattern, nothing that make makes."""
    return (
        "/" in word and not word.startswith(("/", "http", *MADE)) and not re.search(r"[<>{}*…|=:'\"]", word)
    )


def is_there(word: str, document: Path) -> bool:
    """Whether a path exists in the project, in the package, beside the document, or as a letter."""
    bases = (ROOT, ROOT / "festival", document.parent, ROOT / "templates/letters")
    return any((base / word).exists() for base in bases)


def names_in(body: list[ast.stmt]) -> dict[str, ast.stmt]:
    """What a module or a class defines, by name."""
    found: dict[str, ast.stmt] = {}
    for statement in body:
        if isinstance(statement, ast.FunctionDef | ast.ClassDef):
            found[statement.name] = statement
        elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            found[statement.target.id] = statement
        elif isinstance(statement, ast.Assign):
            found |= {target.id: statement for target in statement.targets if isinstance(target, ast.Name)}
    return found


def is_defined(word: str) -> bool:
    """Whether package.module.function exists, or package.module.Class.method, or the module itself."""
    parts = word.split(".")
    for base in (ROOT / "festival", ROOT):
        for count in range(len(parts), 0, -1):
            module = base.joinpath(*parts[:count]).with_suffix(".py")
            if module.is_file():
                return holds(ast.parse(module.read_text()).body, parts[count:])
    return False


def holds(body: list[ast.stmt], names: list[str]) -> bool:
    """Whether the first name is defined here, the second one inside of it, and so on."""
    if not names:
        return True
    found = names_in(body).get(names[0])
    return found is not None and holds(getattr(found, "body", []), names[1:])


def wrong_in_any(wrong: Callable[[Path], list[str]]) -> list[str]:
    """What is wrong in all documents, each with its document's name."""
    return [f"{path.relative_to(ROOT)}: {word}" for path in DOCUMENTS for word in wrong(path)]


def missing_paths(document: Path) -> list[str]:
    return [word for word in code_words(document) if is_path(word) and not is_there(word, document)]


def dead_links(document: Path) -> list[str]:
    links = re.findall(r"\]\(([^)\s]+)\)", prose(document))
    inside = [link.partition("#")[0] for link in links if not link.startswith("http")]
    return [link for link in inside if not (document.parent / link).exists()]


def test_every_path_exists() -> None:
    assert wrong_in_any(missing_paths) == []


def test_every_file_name_is_that_of_a_file() -> None:
    known = file_names()
    named = [word for document in DOCUMENTS for word in code_words(document) if FILE.fullmatch(word)]
    assert len(named) > 10
    assert [word for word in named if word not in known] == []


def test_every_link_leads_somewhere() -> None:
    assert wrong_in_any(dead_links) == []


def test_every_function_that_the_architecture_names_is_defined() -> None:
    words = [word.removesuffix("()") for word in code_words(ROOT / "ARCHITECTURE.md")]
    dotted = [word for word in words if DOTTED.fullmatch(word) and not FILE.fullmatch(word)]
    assert len(dotted) > 40
    assert [word for word in dotted if not is_defined(word)] == []


def test_the_architecture_shows_every_package() -> None:
    tree = (ROOT / "ARCHITECTURE.md").read_text().split("```")[1]
    firsts = [re.split(r"\s{2,}", line.strip())[0] for line in tree.splitlines()]  # the names
    shown = {word for first in firsts for word in first.split() if word.endswith("/")}
    packages = {f"{path.parent.name}/" for path in (ROOT / "festival").glob("*/__init__.py")}
    assert packages - shown == set()
    assert [name for name in shown - packages if not (ROOT / name).is_dir()] == []


def test_the_architecture_stays_one_page() -> None:
    assert len((ROOT / "ARCHITECTURE.md").read_text().splitlines()) <= MOST_LINES


def test_every_decision_has_its_three_parts_and_stands_in_the_index() -> None:
    folder = ROOT / "docs/decisions"
    index = (folder / "README.md").read_text()
    decisions = sorted(set(folder.glob("*.md")) - {folder / "README.md"})
    headings = ["## Context", "## Choice", "## Cost"]
    wrong = [
        path.name
        for path in decisions
        if re.findall(r"^## .*$", path.read_text(), re.MULTILINE) != headings or f"({path.name})" not in index
    ]
    assert decisions
    assert wrong == []
