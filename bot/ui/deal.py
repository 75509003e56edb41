"""A film from the deck: its card with the number in the round, and what is said where no film can be dealt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain.card import Card
from bot.domain.deal import Dealt, Impossible
from bot.domain.deck import AGAIN, Condition, Filter
from bot.ui.film_card import film_card
from bot.ui.kit import colour
from bot.ui.kit.button_state import CardState
from bot.ui.kit.filter_code import write_deal
from bot.ui.kit.message import Answer, Picture, button, row, words
from bot.ui.kit.text import count, escape, heading, joined, minutes, one_line, shorten
from db.types import Film


def minute_of(moment: datetime) -> int:
    """A moment as decks count time: minutes since 1970."""
    return int(moment.timestamp()) // 60


def clock(moment: datetime) -> str:
    """A time of day, which Discord shows to every reader in his own."""
    return f"<t:{int(moment.timestamp())}:t>"


def dealt_card(
    dealt: Dealt,
    *,
    wanted: Filter,
    now: datetime,
    numbered: bool = True,
    poster: Picture | None = None,
) -> Answer:
    """The card with "Another one" and "Not tonight"; `now` tells when the film would end.

    Not `numbered` where the size of the deck would tell others how many films somebody has seen.
    """
    number = _number(dealt) if numbered else ""
    note = "\n".join(line for line in (number, _end(dealt.card, wanted, now), _lost(dealt)) if line)
    return film_card(dealt.card, deal=write_deal(wanted), poster=poster, note=note)


def ending(film: Film, wanted: Filter, now: datetime) -> str:
    """When a film would end, for whoever asked about time; empty for others."""
    if not film.runtime_minutes or not (wanted.minutes or wanted.until):
        return ""
    return f"would end at {clock(now + timedelta(minutes=film.runtime_minutes))}"


def described(wanted: Filter, *, list_title: str | None, theme: str | None) -> dict[Condition, str]:
    """What was asked for, condition by condition, as markdown."""
    until = datetime.fromtimestamp(wanted.until * 60).astimezone() if wanted.until else None
    said: Mapping[Condition, str] = {
        "list": f"on *{escape(shorten(one_line(list_title or '?'), 80))}*",
        "minutes": f"over by {clock(until)}" if until else f"at most {minutes(wanted.minutes)}",
        "decade": f"from the {wanted.decade}s",
        "theme": f"about *{escape(shorten(one_line(theme or '?'), 80))}*",
        "seen": "one you have seen" if wanted.seen == "seen" else "one you have not seen",
    }
    return {condition: said[condition] for condition in wanted.conditions}


def impossible(found: Impossible, said: Mapping[Condition, str]) -> Answer:
    """No film is all that was asked for: what rules everything out, and what would remain without it."""
    ruling = [one for one in found.remaining if one.films]
    lines = [f"No film is all of this: {', '.join(said.values())}."]
    if len(said) == 1:
        lines = [f"No film is {next(iter(said.values()))}."]
    elif not ruling:
        lines.append("Leaving out one of these does not help; try two.")
    lines += [f"- Without “{said[one.condition]}”: {count(one.films, 'film')}" for one in ruling]
    if found.shortest and found.shortest.runtime_minutes:
        film = found.shortest
        title = escape(shorten(heading(film.title, film.year), 100))
        lines.append(f"-# The shortest that is all the rest: {title}, {minutes(film.runtime_minutes or 0)}")
    buttons = [
        button(
            "card:deal",
            CardState(0, 0, write_deal(found.wanted.without(one.condition))),
            f"Without the {_OPTIONS[one.condition]} ({one.films})",
        )
        for one in ruling
    ]
    return Answer((words("\n".join(lines)), *([row(*buttons)] if buttons else [])), colour.INK)


_OPTIONS: Mapping[Condition, str] = {
    "list": "list",
    "minutes": "time limit",
    "decade": "decade",
    "theme": "theme",
    "seen": "choice of seen or unseen",
}


def _number(dealt: Dealt) -> str:
    draw = dealt.draw
    said = [f"🃏 **{draw.position} of {draw.of}**"]
    if draw.shuffled and draw.of > 1:
        said.append(f"all {draw.of} had come, the deck is shuffled anew")
    if draw.standing == AGAIN:
        said.append("you had put this one aside")
    return joined(said)


def _end(card: Card, wanted: Filter, now: datetime) -> str:
    end = ending(card.page.film, wanted, now) if card.page else ""
    return f"🕚 {end[0].upper()}{end[1:]} if you start now" if end else ""


def _lost(dealt: Dealt) -> str:
    if not dealt.lost:
        return ""
    titles = [escape(shorten(heading(film.title, film.year), 80)) for film in dealt.lost[:3]]
    more = f" and {len(dealt.lost) - 3} more" if len(dealt.lost) > 3 else ""  # as many as named
    return f"-# Dealt before and perhaps lost on the way: {', '.join(titles)}{more}"
