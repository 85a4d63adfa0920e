"""`festival shortlist`: check a frozen shortlist anywhere, and tell two apart; from their files alone."""

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import update_wrapper
from pathlib import Path
from typing import Any

import click

from festival.adapters import named_files
from festival.kernel.invalid import Invalid
from festival.scoring.commands.plan import File, OneLine, refuse
from festival.scoring.snapshot import compare_report, compute, schema
from festival.scoring.snapshot import document as snapshot_document
from festival.scoring.snapshot import verify as snapshot_verify
from festival.scoring.snapshot.document import Document
from festival.scoring.snapshot.verify import Mismatch

DIFFERENT = 1
MOST_LINES = 20


@click.group(cls=OneLine)
def shortlist() -> None:
    """Check a frozen shortlist, or compare two, from the files that you download from Laurel."""


def answer(command: Callable[..., int]) -> Callable[..., None]:
    """Leave with the status that a command returns; bad input is one line, and exit status 2."""

    def said(*arguments: Any, **options: Any) -> None:
        try:
            status = command(*arguments, **options)
        except Invalid as invalid:
            status = refuse(str(invalid))
        sys.exit(status)

    return update_wrapper(said, command)


TAKEN_AS_IT_STANDS = (
    "Every number follows from the scores. The films, the scores, pins and drops, names, words "
    "and times are taken as they are in the file. To check that nobody changed these, compare "
    "the SHA-256 shown beside the version (--sha256 does it)."
)
AS_IT_WAS_FROZEN = (
    "Every number follows from the scores, and nothing was changed: the SHA-256 is the one you gave."
)


class Fingerprint(click.ParamType[str]):
    """A SHA-256 as the desk shows it, in hexadecimal."""

    name = "sha256"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """In small letters; refused when it is none."""
        if not re.fullmatch(r"[0-9a-fA-F]{64}", value):
            self.fail(
                f"“{value[:80]}” is not a SHA-256: it has 64 digits and letters from a to f.", param, ctx
            )
        return value.lower()


@shortlist.command()
@click.argument("file", type=File)
@click.option("--sha256", "frozen", type=Fingerprint(), help="What the page of the version shows.")
@answer
def verify(file: Path, frozen: str | None) -> int:
    """Compute a frozen shortlist again from the scores in FILE: yes, or where it differs.

    It needs no database and no network. The scores and reasons themselves are taken as they are in FILE.
    To check that nobody changed these, compare the SHA-256 shown beside the version (--sha256 does it).
    """
    text, document = schema.read_file(file)
    with _refusing_contradictions(file):
        found = list(snapshot_verify.mismatches(document))
    canonical, fingerprint = snapshot_document.written(document), snapshot_document.fingerprint(text)
    if not found and text == canonical and frozen in (None, fingerprint):
        click.echo(f"yes: computed again to the same bytes, SHA-256 {fingerprint}")
        click.echo(AS_IT_WAS_FROZEN if frozen else TAKEN_AS_IT_STANDS)
        return 0
    _tell(found)
    if frozen not in (None, fingerprint):
        click.echo(
            f"Its SHA-256 is {fingerprint}, and not the one you gave: it is not the file that was frozen."
        )
    if text != canonical:
        click.echo(
            "The file has other spaces, or another order of fields, than Laurel writes. "
            f"As Laurel writes it, its SHA-256 is {snapshot_document.fingerprint(canonical)}"
        )
    return DIFFERENT


@shortlist.command()
@click.argument("before", type=File)
@click.argument("after", type=File)
@answer
def diff(before: Path, after: Path) -> int:
    """Say what changed from BEFORE to AFTER: conditions, films, scores. Status 1 if anything did."""
    old, new = _facts(before), _facts(after)
    if snapshot_document.written(old) == snapshot_document.written(new):
        click.echo(f"the same: SHA-256 {snapshot_document.fingerprint(snapshot_document.written(new))}")
        return 0
    lines = list(compare_report.lines(old, new))
    click.echo("\n".join(lines) or "Only numbers that follow from the same scores: verify both files.")
    return DIFFERENT


def _facts(file: Path) -> Document:
    _, document = schema.read_file(file)
    with _refusing_contradictions(file):
        compute.refuse_contradictions(document)
    return document


@contextmanager
def _refusing_contradictions(file: Path) -> Iterator[None]:
    try:
        yield
    except ValueError as error:
        raise named_files.refused(file, f"its facts contradict each other: {error}.") from error


def _tell(found: Sequence[Mismatch]) -> None:
    if not found:
        click.echo("no: every number follows from the scores, but the bytes are not those that were frozen.")
        return
    click.echo(f"no: it differs in {len(found)} {'place' if len(found) == 1 else 'places'}.")
    for mismatch in found[:MOST_LINES]:
        click.echo(mismatch)
    if len(found) > MOST_LINES:
        click.echo(f"… and {len(found) - MOST_LINES} more.")
    if all(mismatch.is_last_digit for mismatch in found):
        click.echo(
            "They differ only in the last digit: another machine may round so. The scores say the same."
        )
