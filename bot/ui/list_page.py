"""The list page, the page about a list, and the page of all lists."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping, Sequence
from functools import lru_cache

from bot.domain.sentences import sentences as sentences_of
from bot.ui.kit import colour
from bot.ui.kit.base36 import base36
from bot.ui.kit.button_state import FilteredListState, ListState
from bot.ui.kit.components import (
    Choice,
    Component,
    Picture,
    button,
    gallery,
    picture,
    row,
    rule,
    select,
    with_button,
    words,
)
from bot.ui.kit.custom_id import write_choice
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.text import (
    escape,
    films,
    heading,
    joined,
    minutes,
    names,
    one_line,
    prose,
    quoted,
    short_heading,
    shorten,
)
from db.types import EntryLine, FilmList, ListSummary, SeenFilter

PAGE_SIZE = 10
"""Entries, or lists, on one page."""
_CACHED = 128
"""Pages that are kept laid out, some kilobytes each."""


def page_of(rank: int) -> int:
    """The page, counted from 0, on which an entry of this rank stands."""
    return max(rank - 1, 0) // PAGE_SIZE


def shown(lists: Sequence[ListSummary], page: int) -> Sequence[ListSummary]:
    """The lists that stand on a page of the page of all lists."""
    page = min(page, max(len(lists) - 1, 0) // PAGE_SIZE)
    return lists[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]


def list_page(
    language: Language,
    film_list: FilmList,
    *,
    page: int = 0,
    cover: Picture | None = None,
    seen: Collection[int] = (),
    only: SeenFilter = "any",
    shareable: bool = False,
) -> Answer:
    """One page of a list: cover, title, two sentences of introduction, entries, and a select that opens one.

    `seen`: the films that whoever reads it has seen, to be marked on pages that nobody else sees. With `only` the page
    has only these, or only the other films. `shareable`: only one member sees it, in a place where there are others.
    """
    if only != "any":
        return _filtered(language, film_list, page, seen, only)
    if not seen:
        kept = _kept(language, film_list, page, cover.without_data() if cover else None, shareable)
        return kept.carrying(cover) if cover and kept.pictures else kept
    return _laid_out(language, film_list, page, cover, seen, shareable)


@lru_cache(_CACHED)
def _kept(
    language: Language, film_list: FilmList, page: int, cover: Picture | None, shareable: bool
) -> Answer:
    """An LRU cache of pages on which nothing is marked: equal ones are laid out once."""
    return _laid_out(language, film_list, page, cover, (), shareable)


def _laid_out(
    language: Language,
    film_list: FilmList,
    page: int,
    cover: Picture | None,
    seen: Container[int],
    shareable: bool,
) -> Answer:
    _ = language.gettext
    summary, entries = film_list.summary, film_list.entries
    last = max(len(entries) - 1, 0) // PAGE_SIZE
    page = min(page, last)
    shown = entries[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    items: list[Component] = [picture(cover)] if cover and page == 0 else []
    items.append(words(_head(language, summary, beginning(summary.introduction) if page == 0 else "")))
    if not shown:
        nothing = _("There is nothing on this list yet.")
        return Answer(language, (*items, words(f"*{nothing}*")), colour.of_list(summary.slug, summary.colour))
    items += [rule(), words("\n".join(_line(language, entry, seen) for entry in shown))]
    state = ListState(summary.id, page)
    items.append(select("list:entry", state, _("Open a film …"), [_choice(language, one) for one in shown]))
    items.append(
        row(
            *_turning(language, state, last),
            button("list:about", state, _("About this list")) if summary.introduction else None,
            button("list:show", ListState(0, 0), _("All lists")),
            button("list:share", state, _("Show to everyone")) if shareable else None,
        )
    )
    return Answer(
        language,
        tuple(items),
        colour.of_list(summary.slug, summary.colour),
        (cover,) if cover and page == 0 else (),
    )


def without_buttons(language: Language, film_list: FilmList, page: int) -> tuple[Component, ...]:
    """A page of a list as it is to be read: for curators, before it is published."""
    summary = film_list.summary
    shown = film_list.entries[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    head = words(_head(language, summary, beginning(summary.introduction) if page == 0 else ""))
    return head, rule(), words("\n".join(_line(language, entry, ()) for entry in shown))


def about_list(language: Language, summary: ListSummary, state: ListState) -> Answer:
    """The whole introduction of a list; `state` is the page to go back to."""
    text = _head(language, summary, summary.introduction)
    if summary.aliases:
        aliases = escape(shorten(", ".join(summary.aliases), 300))
        text += "\n-# " + language.gettext("You can also find it as {aliases}", aliases=aliases)
    back = row(button("list:back", state, language.gettext("◀ The list")))
    return Answer(language, (words(text), back), colour.of_list(summary.slug, summary.colour))


def _filtered(
    language: Language, film_list: FilmList, page: int, seen: Container[int], only: SeenFilter
) -> Answer:
    """Without introduction and cover: whoever asks so knows the list."""
    _ = language.gettext
    summary, wanted = film_list.summary, only == "seen"
    entries = [one for one in film_list.entries if one.film and (one.film.id in seen) == wanted]
    number, size = len({one.film.id for one in entries if one.film}), summary.film_count
    accent = colour.of_list(summary.slug, summary.colour)
    said = (
        _("Only films you have seen: {number} of {size}", number=number, size=size)
        if wanted
        else _("Only films you have not seen: {number} of {size}", number=number, size=size)
    )
    items: list[Component] = [words(f"{_head(language, summary, '')}\n-# {said}")]
    whole = button("list:open", ListState(summary.id, 0), _("The whole list"))
    if not entries:
        nothing = _("None of them yet.") if wanted else _("You have seen every film on this list.")
        return Answer(language, (*items, words(f"*{nothing}*"), row(whole)), accent)
    last = (len(entries) - 1) // PAGE_SIZE
    page = min(page, last)
    shown = entries[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    items += [rule(), words("\n".join(_line(language, entry, ()) for entry in shown))]
    letter = "s" if wanted else "u"
    state = FilteredListState(summary.id, page, letter)
    items.append(select("sifted:entry", state, _("Open a film …"), [_choice(language, one) for one in shown]))
    before = FilteredListState(summary.id, max(page - 1, 0), letter)
    after = FilteredListState(summary.id, min(page + 1, last), letter)
    turning = (
        button("sifted:prev", before, _("◀ Previous"), enabled=page > 0),
        button("sifted:next", after, next_page(language, page, last), enabled=page < last),
    )
    items.append(row(*(turning if last else ()), whole))
    return Answer(language, tuple(items), accent)


def all_lists(
    language: Language,
    lists: Sequence[ListSummary],
    *,
    page: int = 0,
    covers: Mapping[int, Picture] | None = None,
) -> Answer:
    """Every list with a sentence and a button that opens it, the covers as one gallery above them."""
    if not lists:
        return notice(
            language,
            language.gettext(
                "There are no lists yet. Whoever runs this bot can add them: each list is a text file."
            ),
        )
    last = (len(lists) - 1) // PAGE_SIZE
    page = min(page, last)
    on_page = shown(lists, page)
    pictures = tuple(covers[one.id] for one in on_page if one.id in covers) if covers else ()
    items: list[Component] = [gallery(pictures)] if pictures else []
    heading = language.ngettext("{count} curated list", "{count} curated lists", len(lists))
    items.append(words(f"## {heading}"))
    items += [
        with_button(
            words(_list_text(language, one)),
            button("list:show", ListState(one.id, 0), language.pgettext("button", "Open")),
        )
        for one in on_page
    ]
    if last:
        items.append(row(*_turning(language, ListState(0, page), last)))
    return Answer(language, tuple(items), colour.INK, pictures)


def _list_text(language: Language, summary: ListSummary) -> str:
    lines = (
        f"### {escape(shorten(summary.title, 100))}",
        prose(beginning(summary.introduction, 1), 180),
        f"-# {_figures(language, summary)}",
    )
    return "\n".join(line for line in lines if line)


def nothing_found(language: Language, asked: str, nearest: Sequence[ListSummary]) -> Answer:
    """No list is meant by these words; the nearest, or the way to all."""
    _ = language.gettext
    everything = row(button("list:show", ListState(0, 0), _("All lists")))
    if not nearest:
        said = _("There is no list called “{asked}”.", asked=quoted(asked))
        return notice(language, said, everything)
    choices = [Choice(base36(s.id), s.title, _figures(language, s)) for s in nearest]
    said = _("There is no list called “{asked}”. Did you mean one of these?", asked=quoted(asked))
    return notice(
        language, said, select("list:pick", ListState(0, 0), _("Open a list …"), choices), everything
    )


def row_text(language: Language, summary: ListSummary) -> str:
    """An autocomplete row, unescaped: "Survival · 9 films in 10 entries · 1964–2002"."""
    return joined([summary.title, _figures(language, summary)])


def beginning(introduction: str, sentences: int = 2) -> str:
    """The first sentences of an introduction, as far as its first paragraph has so many."""
    return " ".join(sentences_of(introduction.split("\n\n", maxsplit=1)[0])[:sentences])


def _head(language: Language, summary: ListSummary, introduction: str) -> str:
    head = f"## {escape(shorten(summary.title, 150))}\n-# {_figures(language, summary)}"
    return f"{head}\n{prose(introduction, 2500)}" if introduction else head


def _figures(language: Language, summary: ListSummary) -> str:
    years = {summary.first_year, summary.last_year} - {None}
    span = "–".join(str(year) for year in sorted(y for y in years if y))
    number = films(language, summary.film_count)
    if summary.entry_count != summary.film_count:
        # Translators: how many different films stand on a list in how many places; {films} is as in "9 films".
        number = language.ngettext(
            "{films} in {count} entry", "{films} in {count} entries", summary.entry_count, films=number
        )
    return joined([number, span])


def _line(language: Language, entry: EntryLine, seen: Container[int]) -> str:
    """Two lines: rank and title as listed; below, small, the year as listed and what the film is."""
    title = escape(shorten(one_line(entry.listed_title), 90))
    listed = f"{entry.rank}\\. **{title}**"
    film = entry.film
    if film is None:
        unknown = language.gettext("No film with this title and year is known.")
        year = str(entry.listed_year) if entry.listed_year else None
        return f"{listed}\n-# {joined([year, unknown])}"
    real = heading(film.title, film.year)
    differs = film.year != (entry.listed_year or film.year) or (
        film.title.casefold() not in entry.listed_title.casefold()
    )
    about = joined(
        [
            str(entry.listed_year) if entry.listed_year else None,
            f"*{escape(shorten(real, 90))}*" if differs else None,
            escape(shorten(names(language, film.directors, 2), 60)),
            minutes(language, film.runtime_minutes) if film.runtime_minutes else None,
        ]
    )
    return f"{listed}{' ✓' if film.id in seen else ''}\n-# {about}"


def _choice(language: Language, entry: EntryLine) -> Choice:
    film = entry.film
    if film is None:
        about = language.gettext("No such film known")
    else:
        length = minutes(language, film.runtime_minutes) if film.runtime_minutes else None
        about = joined([names(language, film.directors, 2), length])
    label = short_heading(entry.listed_title, entry.listed_year, 92)
    return Choice(write_choice(0, entry.id), f"{entry.rank}. {label}", about)


def next_page(language: Language, page: int, last: int) -> str:
    """The label of the button that turns the page, with where one is; both are counted from 0."""
    return language.gettext("Next ▶ ({page} of {pages})", page=page + 1, pages=last + 1)


def _turning(language: Language, state: ListState, last: int) -> list[Component]:
    """Previous and next page; none where there is one page only."""
    if not last:
        return []
    before = ListState(state.list_id, max(state.page - 1, 0))
    after = ListState(state.list_id, min(state.page + 1, last))
    return [
        button("list:prev", before, language.gettext("◀ Previous"), enabled=state.page > 0),
        button("list:next", after, next_page(language, state.page, last), enabled=state.page < last),
    ]
