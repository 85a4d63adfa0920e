"""Names of rules: what a function is called says whether it answers with a boolean or with a refusal."""

import ast
import re
from collections.abc import Iterator

from tests.project.sources import parsed
from tests.project.test_conventions import ROOT, SOURCES

PREDICATE = re.compile(r"_?(is|has|can|may|still)_")
BOOLEANS = re.compile(r"(Mapped\[)?bool( \| None)?\]?|Callable\[.*, bool\]|Type(Guard|Is)\[.+\]")


def annotated() -> Iterator[tuple[str, str, str]]:
    """Every function and every annotated name: where it stands, its name, its annotation."""
    for path in SOURCES:
        where = path.relative_to(ROOT)
        for node in ast.walk(parsed(path)):
            match node:
                case ast.FunctionDef(name=name, returns=ast.expr() as annotation):
                    yield f"{where}: {name}", name, ast.unparse(annotation)
                case ast.AnnAssign(
                    target=ast.Name(id=name) | ast.Attribute(attr=name), annotation=annotation
                ):
                    yield f"{where}: {name}", name, ast.unparse(annotation)


def test_a_function_that_refuses_is_not_named_as_a_question() -> None:
    assert [
        where
        for where, name, annotation in annotated()
        if annotation == "Refusal | None" and PREDICATE.match(name)
    ] == []


def test_what_is_named_as_a_question_is_a_boolean() -> None:
    assert [
        f"{where} is {annotation}"
        for where, name, annotation in annotated()
        if PREDICATE.match(name) and not BOOLEANS.fullmatch(annotation)
    ] == []
