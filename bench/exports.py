"""What streaming exports cost, beside the library alone and beside a list ten times as long.

Prints a line of JSON for each measure: `ours` and `against` in the unit that the name ends with, their ratio.
"""

import csv
import io
import json
import sys
import tempfile
import tracemalloc
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import process_time

import xlsxwriter

from bench._lines import tell
from festival.adapters import workbooks
from festival.kernel import spreadsheets

COLUMNS = ("Title", "Synopsis", "Seconds", "Languages", "Mean")
Films = Iterator[tuple[str, str, int, tuple[str, ...], float]]
ROWS = 10_000
REPEATS = 3
FLAT = 1.25  # an export streams: its memory does not grow with the list


def films(count: int) -> Films:
    return (
        (f"Film {number}", "Somebody leaves. " * 20, number, ("en", "ar"), 7.5) for number in range(count)
    )


def spent(chunks: Iterable[bytes]) -> None:
    for _ in chunks:
        pass


def csv_of_ours(count: int) -> None:
    spent(spreadsheets.csv_chunks(COLUMNS, films(count)))


def csv_alone(count: int) -> None:
    csv.writer(io.StringIO()).writerows(films(count))


def json_of_ours(count: int) -> None:
    spent(spreadsheets.json_chunks(COLUMNS, films(count)))


def json_alone(count: int) -> None:
    json.dumps([dict(zip(COLUMNS, film, strict=True)) for film in films(count)], ensure_ascii=False).encode()


def xlsx_of_ours(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        workbooks.write(Path(folder) / "films.xlsx", [workbooks.Sheet("Films", COLUMNS, films(count))])


def xlsx_alone(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path, options = f"{folder}/films.xlsx", {"constant_memory": True, "tmpdir": folder}
        with xlsxwriter.Workbook(path, options) as workbook:
            sheet = workbook.add_worksheet()
            for row, (title, synopsis, seconds, languages, mean) in enumerate(films(count)):
                sheet.write_string(row, 0, title)
                sheet.write_string(row, 1, synopsis)
                sheet.write_number(row, 2, seconds)
                sheet.write_string(row, 3, "; ".join(languages))
                sheet.write_number(row, 4, mean)


def seconds(work: Callable[[int], None]) -> float:
    """Processor time of the fastest of a few runs."""
    times = []
    for _ in range(REPEATS):
        start = process_time()
        work(ROWS)
        times.append(process_time() - start)
    return min(times)


def peak_kilobytes(work: Callable[[int], None], count: int) -> float:
    tracemalloc.start()
    work(count)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1000


def main() -> None:
    pairs = {
        "csv": (csv_of_ours, csv_alone),
        "json": (json_of_ours, json_alone),
        "xlsx": (xlsx_of_ours, xlsx_alone),
    }
    is_kept = True
    for kind, (ours, alone) in pairs.items():
        tell(f"export {kind}, beside the library alone, cpu s", seconds(ours), seconds(alone))
        long, short = peak_kilobytes(ours, ROWS), peak_kilobytes(ours, ROWS // 10)
        is_flat = tell(f"export {kind}, ten times the rows, peak kB", long, short, limit=FLAT)
        is_kept = is_kept and is_flat
    sys.exit(not is_kept)


if __name__ == "__main__":
    main()
