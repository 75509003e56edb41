"""Two title indexes asked as one."""

from __future__ import annotations

from bot.domain.titles.index import TitleIndex
from bot.domain.titles.joined import JoinedTitles
from db.types import TitleRecord


def record(id_: int, title: str, *names: str, lists: int = 0) -> TitleRecord:
    return TitleRecord(id_, f"film-{id_}", title, 1980, 1980, names, (), 90, None, lists)


EVERYWHERE = TitleIndex.build([record(1, "Summer"), record(2, "Solaris"), record(3, "Summer Night", lists=2)])
OWN = TitleIndex.build([record(2, "Solaris", "Our own name for it", lists=1), record(10, "Summer", lists=1)])
JOINED = JoinedTitles(OWN, EVERYWHERE)


def test_of_two_that_fit_equally_the_server_s_own_is_shown() -> None:
    answer = JOINED.find("Summer")
    assert (answer.kind, [one.id for one in answer.matches]) == ("several", [10, 1])


def test_what_only_one_knows_is_found() -> None:
    assert [one.id for one in JOINED.find("Summer Night").matches][:1] == [3]
    assert [one.id for one in JOINED.find("our own name for it").matches] == [2]
    assert JOINED.find("xyzzy plugh").kind == "none"


def test_a_film_in_both_is_one_row() -> None:
    assert [one.id for one in JOINED.complete("solar", 25)] == [2]
    assert [one.id for one in JOINED.complete("summ", 2)] == [
        10,
        *[one.id for one in EVERYWHERE.complete("summ", 1)],
    ]


def test_with_nothing_typed_each_comes_once() -> None:
    assert sorted(one.id for one in JOINED.complete("", 25)) == [1, 2, 3, 10]


def test_an_address_without_a_title_says_so() -> None:
    assert JOINED.find("https://www.themoviedb.org/movie/1398").kind == "address"


def test_by_id() -> None:
    assert [found.title if (found := JOINED.get(id_)) else None for id_ in (1, 10, 7)] == [
        "Summer",
        "Summer",
        None,
    ]
