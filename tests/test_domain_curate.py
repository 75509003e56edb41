"""Lists of a server: what edits and new editions make of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.curate import document, edits, export, rehearsal
from bot.domain.curate.document import CuratedList, Words
from bot.domain.curate.edition import difference, new_edition
from bot.domain.curate.rehearsal import ReadEntry, Rehearsal
from bot.domain.list_formats.reading import read_file

TITLES = ("Stalker", "Mirror", "Solaris", "The Ascent", "Come and See", "Wings")


def read(*titles: str, keep: bool = True, words: str = "") -> Rehearsal:
    entries = tuple(ReadEntry(Words(title, 1970 + TITLES.index(title), words)) for title in titles)
    return Rehearsal("Wet", "Rain.", (), entries, keep=keep)


def edition(*titles: str, before: CuratedList | None = None, **how: object) -> CuratedList:
    return new_edition(before or CuratedList("wet", "Wet"), replace(read(*titles), **how))  # type: ignore[arg-type]


def titles(one: CuratedList) -> list[str]:
    return [entry.words.title for entry in one.entries]


def slug(one: CuratedList, title: str) -> str:
    return next(entry.slug for entry in one.entries if entry.words.title == title)


def test_the_same_file_again_changes_nothing() -> None:
    first = edition(*TITLES)
    assert edition(*TITLES, before=first) == first


def test_what_a_new_edition_brings_is_told_in_four_words() -> None:
    first = edition("Stalker", "Mirror", "Solaris", "Wings")
    file = read("Mirror", "Solaris", "Come and See", "Stalker")
    reworded = replace(file.entries[0], words=replace(file.entries[0].words, description="Memory."))
    changed = difference(first, new_edition(first, file.with_entry(0, reworded)))
    assert [one.words.title for one in changed.added] == ["Come and See"]
    assert [one.words.title for one in changed.left] == ["Wings"]
    assert [one.words.title for one in changed.moved] == ["Stalker"]
    assert [one.words.title for one in changed.reworded] == ["Mirror"]


def test_edits_matches_removals_and_order_outlive_a_new_edition() -> None:
    one = edition("Stalker", "Mirror", "Solaris")
    for edit in (
        edits.reword(slug(one, "Mirror"), title="Mirror", year=1971, description="Ours.", fact=""),
        edits.mean(slug(one, "Stalker"), 77),
        edits.remove(slug(one, "Solaris")),
        edits.add(Words("Wings", 1966), 5),
        edits.move("mirror-1971", 1),
    ):
        one = edit(one)
    again = edition("Stalker", "Mirror", "Solaris", "Come and See", before=one)
    assert titles(again) == ["Mirror", "Stalker", "Wings", "Come and See"] or titles(again) == [
        "Mirror",
        "Come and See",
        "Stalker",
        "Wings",
    ]
    assert again.entries[0].words.description == "Ours."
    assert next(entry for entry in again.entries if entry.words.title == "Stalker").film == 77
    plain = edition("Stalker", "Mirror", "Solaris", before=one, keep=False)
    assert titles(plain) == ["Stalker", "Mirror", "Solaris"]
    assert plain.entries[1].words.description == ""


def test_what_was_not_edited_takes_the_files_new_words() -> None:
    one = edition("Stalker")
    one = edits.reword("stalker-1970", title="Stalker!", year=1970, description="", fact="")(one)
    file = read("Stalker", words="New.")
    assert new_edition(one, file).entries[0].words == Words("Stalker!", 1970, "New.")


def test_an_entry_that_is_gone_cannot_be_edited() -> None:
    with pytest.raises(edits.EntryGoneError):
        edits.move("nothing", 1)(edition("Stalker"))


def test_a_film_the_catalogue_lacks_is_the_servers_own_and_stays_it() -> None:
    one = edition("Stalker")
    assert one.entries[0].own == "stalker-1970"
    renamed = edits.reword("stalker-1970", title="Сталкер", year=1979, description="", fact="")(one)
    assert renamed.entries[0].own == "stalker-1970", "members' marks hang on it"
    assert edits.mean("stalker-1970", 9)(renamed).entries[0].own == ""


@given(
    st.lists(st.tuples(st.sampled_from("mrwa"), st.integers(0, 8), st.sampled_from(TITLES)), max_size=12),
    st.permutations(TITLES),
)
def test_export_and_import_give_the_same_list(done: list[tuple[str, int, str]], order: list[str]) -> None:
    one = edition(*TITLES)
    for what, number, text in done:
        chosen = one.entries[number % len(one.entries)].slug if one.entries else ""
        if what == "a" or not chosen:
            one = edits.add(Words(text, 1950 + number, "Of it.", "True."), number)(one)
        elif what == "m":
            one = edits.move(chosen, number)(one)
        elif what == "r":
            one = edits.remove(chosen)(one)
        else:
            one = edits.reword(chosen, title=text, year=None, description="A.\n\nB.", fact="")(one)
    one = edition(*order, before=one)
    assert document.from_json(document.to_json(one)) == one
    if not one.entries:
        return
    again = read_file("list.txt", export.as_text(one), this_year=2026).lists[0].draft
    rehearsed = rehearsal.rehearsal_of(again, name="", called="list")
    assert rehearsed.title == one.title
    assert rehearsed.introduction == one.introduction
    assert [entry.words for entry in rehearsed.entries] == [entry.words for entry in one.entries]
    assert difference(one, new_edition(one, rehearsed)).is_nothing


def test_a_cell_is_no_formula() -> None:
    one = edits.add(Words("=1+1", 1999), 0)(edition())
    assert b'"\'=1+1"' in export.for_letterboxd(one)


@pytest.mark.parametrize("name", ["", "Rain and ruins"])
def test_a_single_line_above_the_films_is_the_lists_name_and_said_once(name: str) -> None:
    draft = (
        read_file("", b"Rain and ruins\n\n1. Stalker (1979)\n2. Mirror (1975)\n", this_year=2026)
        .lists[0]
        .draft
    )
    read_list = rehearsal.rehearsal_of(draft, name=name, called="")
    assert (read_list.title, read_list.introduction) == ("Rain and ruins", "")
