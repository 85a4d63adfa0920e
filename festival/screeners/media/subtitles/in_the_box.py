"""Reads one subtitle file in the box: `python -I in_the_box.py FOLDER FILE OPTIONS`, the answer in FOLDER.

The box shows this package and Python, not the folder around it, so the package is found by its path.
"""

import importlib.util
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

ANSWER = "answer.json"
PACKAGE = Path(__file__).resolve().parents[3]


def find_package() -> None:
    """Make `festival` importable where its folder stands in no folder that may be listed."""
    place = PACKAGE / "__init__.py"
    spec = importlib.util.spec_from_file_location(
        "festival", place, submodule_search_locations=[str(PACKAGE)]
    )
    if spec and spec.loader:
        sys.modules["festival"] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)


def answer(path: Path, options: str) -> str:
    """What the file is, as JSON: a track, a question or a refusal."""
    from festival.kernel import message_rows  # noqa: PLC0415  (found only once the package is)
    from festival.kernel.refusals import Refusal  # noqa: PLC0415
    from festival.screeners.media.subtitles import converting, limits  # noqa: PLC0415
    from festival.screeners.media.subtitles.values import Options, Question  # noqa: PLC0415

    with path.open("rb") as opened:
        data = opened.read(limits.LARGEST_BYTES + 1)
    found = converting.convert(data, Options.from_json(json.loads(options)))
    if isinstance(found, Refusal):
        return json.dumps({"refusal": message_rows.to_json(found.message)})
    if isinstance(found, Question):
        return json.dumps({"samples": [asdict(sample) for sample in found.samples]})
    return json.dumps({"webvtt": found.webvtt, "report": found.report.to_json()})


if __name__ == "__main__":
    os.environ["TMPDIR"] = sys.argv[1]  # libraries look for a place to write, and have no other here
    find_package()
    Path(sys.argv[1], ANSWER).write_text(answer(Path(sys.argv[2]), sys.argv[3]), "utf-8", "backslashreplace")
