"""How a feature's command gets into the application: the app is made once, when a command asks for it."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any

import click

from festival import db
from festival.kernel.refusals import Refused
from festival.web import wording

MakeApp = Callable[[], Any]


def with_app(command: Callable[..., Any]) -> Callable[..., Any]:
    """Run a command inside the app's context; a refusal ends it with its sentence and exit status 1.

    `festival/cli.py` puts the maker of the app into the context of click, so that commands of lower
    packages need not import the app above them.
    """

    @click.pass_context
    def inside(context: click.Context, /, *args: Any, **kwargs: Any) -> Any:
        make_app: MakeApp = context.obj
        with make_app().app_context():
            try:
                return context.invoke(command, *args, **kwargs)
            except Refused as error:
                raise click.ClickException(wording.explain(error.refusal)) from error
            finally:
                db.session().close()

    return update_wrapper(inside, command)
