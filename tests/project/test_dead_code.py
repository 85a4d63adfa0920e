"""Nothing is kept that nobody calls: what vulture cannot see, and exceptions from vulture that are over.

Vulture goes by names alone, so a function that nobody calls hides behind another of the same name. Here a
name counts for the module that it is taken from. Tests are no users in either.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path

from vulture import Vulture

from tests.project import template_names
from tests.project.sources import parsed

ROOT = Path(__file__).resolve().parents[2]
Definition = ast.FunctionDef | ast.ClassDef
Name = tuple[str, str]
EXCEPTIONS = {
    ("festival.adapters.s3", "S3Storage"): "found by its name as text, since boto3 need not be there",
    ("festival.web.gunicorn_worker", "Worker"): "gunicorn.conf.py names it",
    ("festival.schema", "downgrade"): "the way back, without which no migration can be tried twice",
}


def test_every_function_and_class_has_a_user() -> None:
    used = {name for module in _trees() for name in _used(module)}
    filters = set(template_names.used_names())
    assert [
        f"{module}: {name}"
        for module, name in _defined()
        if (module, name) not in used and (module, name) not in EXCEPTIONS
        if name not in ("init_app", "__getattr__")  # the app and Python call these, module by module
        if module != "festival.web.wording" or name not in filters
    ] == []


def test_every_exception_for_dead_code_is_needed() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["vulture"]
    vulture = Vulture(ignore_decorators=settings["ignore_decorators"])
    vulture.scavenge([str(ROOT / path) for path in settings["paths"] if not path.startswith(".venv")])
    vulture.scan("\n".join(f"_.{name}" for name in template_names.used_names()))
    found = {item.name for item in vulture.get_unused_code()}
    assert [name for name in settings["ignore_names"] if not any(fnmatch(each, name) for each in found)] == []


@cache
def _trees() -> dict[str, ast.Module]:
    paths = [path for folder in ("festival", "workers") for path in (ROOT / folder).rglob("*.py")]
    return {_module(path): parsed(path) for path in sorted(paths)}


def _module(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def _defined() -> Iterator[Name]:
    """What a module defines at its top and no decorator hands on to somebody."""
    for module, tree in _trees().items():
        for node in tree.body:
            if isinstance(node, Definition) and (isinstance(node, ast.ClassDef) or not node.decorator_list):
                yield module, node.name


def _used(module: str) -> Iterator[Name]:
    """What a module uses: its own names outside of what they name, and what it takes from other modules."""
    taken = dict(_taken(module))
    for top in _trees()[module].body:
        own = top.name if isinstance(top, Definition) else ""
        for node in ast.walk(top):
            match node:
                case ast.Name(id=name):
                    yield from ((module, name),) if name != own else ()
                    yield taken.get(name, ("", ""))
                case ast.Attribute(value=ast.Name(id=name), attr=attribute) if name in taken:
                    yield ".".join(taken[name]), attribute
                case ast.Constant(value=str(text)) if (
                    " " not in text
                ):  # a type, or what is imported when called
                    yield from ((module, word) for word in re.findall(r"\w+", text))
                    yield text.partition(":")[0], text.partition(":")[2]


def _taken(module: str) -> Iterator[tuple[str, Name]]:
    for node in ast.walk(_trees()[module]):
        if isinstance(node, ast.ImportFrom):
            for each in node.names:
                yield each.asname or each.name, (str(node.module), each.name)
