"""The film card: what a member sees of a film, speaking with the voice of one list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from discord import ui

from bot.domain.titles.match import Match
from bot.services.film import Card, Found
from bot.ui import colour, verdicts
from bot.ui.custom_id import CardState, ListState, SourcesState, base36, write_choice
from bot.ui.layout import Answer, Choice, button, row, rule, select, words
from bot.ui.list_page import page_of
from bot.ui.text import (
    count,
    escape,
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
from db.types import Entry, Film, FilmPage


def film_card(card: Card, *, owner: int, deal: str = "", others: Sequence[Match] = ()) -> Answer:
    """The card as a message. `owner` may turn it in place; `others` are what a member may have meant instead."""
    if card.page is None:
        assert card.voice is not None  # noqa: S101  # Card refuses to be without both
        return _unidentified(card.voice, owner)
    film, voice = card.page.film, card.voice
    items: list[ui.Item[Any]] = [words(_head(film))]
    if voice:
        items += [rule(), words(_voice(voice, film))]
        if voice.fact:
            fact = f"**Did you know?** {prose(voice.fact, 800)}"
            items.append(words(f"{fact}\n{verdicts.on_fact(_of(voice, 'fact'))}"))
    elif film.synopsis:
        items += [rule(), words(f"{prose(film.synopsis, 900)}\n-# On no list yet")]
    state = CardState(film.id, voice.id if voice else 0, owner, deal)
    items += _ways_on(card.page, voice, state)
    if others:
        items.append(_other_films(others, state))
    return Answer(tuple(items), colour.of_list(voice.list_slug) if voice else colour.INK)


def found_card(found: Found, owner: int) -> Answer:
    """The card that answers a title, with what else it may have meant one select away."""
    if found.card is None:
        raise ValueError("nothing was found")
    return film_card(found.card, owner=owner, others=found.others)


def dealt_card(card: Card, *, owner: int, list_id: int) -> Answer:
    """A card with "Another one", from the list (or with 0 from all)."""
    return film_card(card, owner=owner, deal=base36(list_id))


def nothing_found(asked: str, nearest: Sequence[Match], owner: int) -> Answer:
    """No film is meant by these words; the nearest, each a press away."""
    if not nearest:
        said = f"I know no film called “{quoted(asked)}”, and nothing near it."
        return Answer(
            (words(f"{said}\nType a few letters of its title and pick from what appears, or try `/list`."),)
        )
    said = f"I know no film called “{quoted(asked)}”. Did you mean one of these?"
    forms = ("card:show", "card:prev", "card:next")
    buttons = [
        button(form, CardState(match.id, 0, owner), short_heading(match.title, match.year, 80))
        for form, match in zip(forms, nearest, strict=False)
    ]
    return Answer((words(said), row(*buttons)))


def _head(film: Film) -> str:
    other = joined([film.original_title, film.romanised_title], "  ·  ")
    facts = joined(
        [
            f"**{escape(names(film.directors))}**" if film.directors else None,
            escape(", ".join(film.countries)),
            minutes(film.runtime_minutes) if film.runtime_minutes else None,
        ]
    )
    released = f"-# First shown in {film.release_year}" if film.release_year != film.year else ""
    lines = (
        f"# {escape(shorten(heading(film.title, film.year), 250))}",
        f"*{escape(shorten(one_line(other), 250))}*" if other and other != film.title else "",
        shorten(facts, 500),
        released,
    )
    return "\n".join(line for line in lines if line)


def _voice(voice: Entry, film: Film | None) -> str:
    listed = heading(voice.listed_title, voice.listed_year)
    aside = f", there as *{escape(listed)}*" if film and listed != heading(film.title, film.year) else ""
    signed = f"-# — **{escape(voice.list_title)}**, no. {voice.rank} of {voice.list_size}{aside}"
    quote = "\n".join(f"> {line}" for line in prose(voice.description, 1000).splitlines() if line.strip())
    note = f"-# ℹ️ {prose(voice.note, 300)}" if voice.note else ""
    lines = (quote, signed, note, verdicts.on_description(_of(voice, "description")))
    return "\n".join(line for line in lines if line)


def _of(voice: Entry, part: str) -> list[Any]:
    return [check for check in voice.checks if check.part == part]


def _ways_on(page: FilmPage, voice: Entry | None, state: CardState) -> list[ui.Item[Any]]:
    rows: list[ui.Item[Any]] = []
    also = [entry for entry in page.entries if voice is None or entry.id != voice.id]
    if also:
        choices = [
            Choice(
                write_choice(page.film.id, entry.id),
                f"{entry.list_title}, no. {entry.rank}",
                one_line(entry.description),
            )
            for entry in also
        ]
        rows.append(select("card:voice", state, f"Also on {count(len(also), 'other list')} …", choices))
    along = _along(voice, state.owner, state.deal) if voice else []
    deal = button("card:deal", state, "🎲 Another one", main=True) if state.deal else None
    if deal or along:
        rows.append(row(deal, *along))
    return rows


def _along(voice: Entry, owner: int, deal: str) -> list[ui.Button[Any]]:
    """Previous and next on the list, back to its page, and the sources."""
    previous = CardState(0, voice.previous_id or voice.id, owner, deal)
    following = CardState(0, voice.next_id or voice.id, owner, deal)
    back = ListState(voice.list_id, page_of(voice.rank), owner)
    return [
        button("card:prev", previous, "◀ Previous", enabled=voice.previous_id is not None),
        button("list:back", back, "The list"),
        button("card:next", following, "Next ▶", enabled=voice.next_id is not None),
        *([button("sources:show", SourcesState(voice.id), "Sources")] if voice.checks else []),
    ]


def _other_films(others: Sequence[Match], state: CardState) -> ui.Item[Any]:
    choices = [
        Choice(
            write_choice(match.id, 0),
            short_heading(match.title, match.year, 100),
            joined(
                [names(match.directors, 2), minutes(match.runtime_minutes) if match.runtime_minutes else None]
            ),
        )
        for match in others
    ]
    return select("card:pick", state, f"Not this one? {count(len(choices), 'other film')} …", choices)


def _unidentified(entry: Entry, owner: int) -> Answer:
    head = f"# {escape(shorten(heading(entry.listed_title, entry.listed_year), 250))}\n"
    head += "🔍 **No known film has this title and year.** The list names it all the same:"
    items: list[ui.Item[Any]] = [words(head), rule(), words(_voice(entry, None))]
    if entry.fact:
        items.append(
            words(f"**The list adds:** {prose(entry.fact, 800)}\n{verdicts.on_fact(_of(entry, 'fact'))}")
        )
    if entry.nearest:
        near = entry.nearest
        label = f"Nearest known film: {short_heading(near.title, near.year, 58)}"
        items.append(row(button("card:show", CardState(near.id, 0, owner), label)))
    items.append(row(*_along(entry, owner, "")))
    return Answer(tuple(items), colour.of_list(entry.list_slug))
