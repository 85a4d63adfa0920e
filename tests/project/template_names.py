"""The names that templates use, as Python that vulture reads: what a page shows or a letter says is alive.

`python -m tests.project.template_names > FILE` writes them; `make check` gives that file to vulture.
"""

from collections.abc import Iterator
from keyword import iskeyword
from pathlib import Path

from jinja2 import Environment, nodes

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def used_names() -> list[str]:
    """Every attribute, filter, test and outer variable that a template under templates/ names, sorted."""
    environment = Environment(extensions=["jinja2.ext.do"], autoescape=True)
    trees = (environment.parse(path.read_text()) for path in TEMPLATES.rglob("*.*") if path.suffix != ".typ")
    return sorted({name for tree in trees for name in _names(tree) if _is_name(name)})


def _is_name(text: str) -> bool:
    return text.isidentifier() and not iskeyword(text)


def _names(tree: nodes.Template) -> Iterator[str]:
    variables = list(tree.find_all(nodes.Name))
    yield from {each.name for each in variables} - {each.name for each in variables if each.ctx != "load"}
    for node in tree.find_all((nodes.Getattr, nodes.Getitem, nodes.Filter, nodes.Test)):
        match node:
            case nodes.Getattr(attr=name) | nodes.Getitem(arg=nodes.Const(value=str(name))):
                yield name
            case nodes.Filter(name=name) | nodes.Test(name=name):
                yield from (name, *_attributes(node))


def _attributes(node: nodes.Node) -> Iterator[str]:
    """What a filter is told by name, as `entry.title` in `sort(attribute="entry.title")`."""
    told = [*getattr(node, "args", ()), *(each.value for each in getattr(node, "kwargs", ()))]
    for each in told:
        if isinstance(each, nodes.Const) and isinstance(each.value, str):
            yield from each.value.split(".")


if __name__ == "__main__":
    print("\n".join(f"_.{name}" for name in used_names()))  # noqa: T201
