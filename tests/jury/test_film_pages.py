"""Each page of a long list leads to the ones before and after it."""

from dataclasses import dataclass

import pytest

from festival.jury import film_pages


@dataclass
class Numbered:
    id: int


@pytest.mark.parametrize(
    ("after", "shown", "before", "following"),
    [
        (0, [10, 20], None, 20),
        (10, [20, 30], 0, 30),
        (20, [30, 40], 0, 40),
        (30, [40, 50], 10, None),
        (40, [50], 20, None),
        (45, [50], 20, None),
        (50, [], 30, None),
        (99, [], 30, None),
    ],
)
def test_a_page_knows_its_neighbours(
    monkeypatch: pytest.MonkeyPatch, after: int, shown: list[int], before: int | None, following: int | None
) -> None:
    monkeypatch.setattr(film_pages, "FILMS_ON_A_PAGE", 2)
    page = film_pages.page_of([Numbered(number) for number in (10, 20, 30, 40, 50)], after)
    assert [film.id for film in page.films] == shown
    assert (page.in_all, page.after, page.before, page.following) == (5, after, before, following)


def test_walking_back_shows_what_walking_on_showed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(film_pages, "FILMS_ON_A_PAGE", 3)
    films = [Numbered(number) for number in range(1, 12)]
    page = film_pages.page_of(films, 0)
    on = [page]
    while page.following:
        page = film_pages.page_of(films, page.following)
        on.append(page)
    back = [page]
    while page.before is not None:
        page = film_pages.page_of(films, page.before)
        back.append(page)
    assert back[::-1] == on


def test_no_film_makes_one_empty_page() -> None:
    nothing: list[Numbered] = []
    page = film_pages.page_of(nothing, 0)
    assert (page.films, page.in_all, page.before, page.following) == ([], 0, None, None)
