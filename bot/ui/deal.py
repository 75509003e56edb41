"""A film from the deck: its card with the number in the round, and what is said where no film can be dealt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain.card import Card
from bot.domain.deal import Dealt, NothingFits
from bot.domain.deck import AGAIN, Condition, Filter
from bot.ui.film_card import film_card
from bot.ui.kit import colour
from bot.ui.kit.button_state import CardState
from bot.ui.kit.components import Picture, button, row, words
from bot.ui.kit.filter_code import write_deal
from bot.ui.kit.language import N_, Language
from bot.ui.kit.message import Answer
from bot.ui.kit.text import escape, heading, joined, minutes, one_line, shorten
from db.types import Film


def minute_of(moment: datetime) -> int:
    """A moment as decks count time: minutes since 1970."""
    return int(moment.timestamp()) // 60


def clock(moment: datetime) -> str:
    """A time of day, which Discord shows to every reader in their own."""
    return f"<t:{int(moment.timestamp())}:t>"


def dealt_card(
    language: Language,
    dealt: Dealt,
    *,
    now: datetime,
    said: Mapping[Condition, str],
    before: int = 0,
    asked_by: int = 0,
    numbered: bool = True,
    poster: Picture | None = None,
    shareable: bool = False,
) -> Answer:
    """The card with "Another one" and "Not tonight"; `now` tells when the film would end.

    `said` is what was asked for (see `described`), `before` the film dealt before it in this message, `asked_by` the
    member who had it dealt where that is worth saying. Not `numbered` where the size of the deck would tell others how
    many films somebody has seen.
    """
    only, asker = dealt.draw.of == 1, f"<@{asked_by}>"
    line = joined(
        [
            f"🎲 {_number(language, dealt)}" if numbered else "🎲",
            *said.values(),
            _end(language, dealt.card, dealt.wanted, now),
            language.gettext("asked for by {member}", member=asker) if asked_by else None,
        ]
    )
    state = CardState(0, 0, write_deal(dealt.wanted), before)
    return film_card(
        language,
        dealt.card,
        state=state,
        poster=poster,
        note=f"-# {line}",
        shareable=shareable,
        only=only and numbered,
    )


def note_again(said: Mapping[Condition, str]) -> str:
    """The line under a dealt card that is shown once more: what was asked for; its number was that of the deal."""
    return f"-# {joined(['🎲', *said.values()])}"


def ending(language: Language, film: Film, wanted: Filter, now: datetime) -> str:
    """When a film would end, for whoever asked about time; empty for others."""
    if not film.runtime_minutes or not (wanted.minutes or wanted.until):
        return ""
    # Translators: {time} is a time of day, as 23:15.
    return language.gettext("would end at {time}", time=clock(now + timedelta(minutes=film.runtime_minutes)))


def described(
    language: Language, wanted: Filter, *, list_title: str | None, theme: str | None
) -> dict[Condition, str]:
    """What was asked for, condition by condition, as markdown; each is whole and may stand alone or in a row."""
    _ = language.gettext
    until = datetime.fromtimestamp(wanted.until * 60).astimezone() if wanted.until else None
    said: Mapping[Condition, str] = {
        # Translators: what was asked of a film, one condition each, as in "🎲 3 of 9 · on *Survival* · at most 2 h".
        "list": _("on *{list}*", list=escape(shorten(one_line(list_title or "?"), 80))),
        "minutes": _("over by {time}", time=clock(until))
        if until
        else _("at most {length}", length=minutes(language, wanted.minutes)),
        "decade": _("from the {decade}s", decade=wanted.decade),
        "theme": _("about *{theme}*", theme=escape(shorten(one_line(theme or "?"), 80))),
        "seen": _("one you have seen") if wanted.seen == "seen" else _("one you have not seen"),
    }
    return {condition: said[condition] for condition in wanted.conditions}


def impossible(language: Language, found: NothingFits, said: Mapping[Condition, str]) -> Answer:
    """No film is all that was asked for: what rules everything out, and what would remain without it."""
    _ = language.gettext
    ruling = [one for one in found.remaining if one.films]
    lines = [_("No film fits all of this: {conditions}.", conditions=", ".join(said.values()))]
    if len(said) == 1:
        lines = [_("There is no such film: {condition}.", condition=next(iter(said.values())))]
    elif not ruling:
        lines.append(_("Leaving out any one of these does not help; try leaving out two."))
    lines += [without(language, said[one.condition], one.films) for one in ruling]
    if found.shortest and found.shortest.runtime_minutes:
        film = found.shortest
        title = escape(shorten(heading(film.title, film.year), 100))
        length = minutes(language, film.runtime_minutes or 0)
        shortest = _(
            "The shortest film that fits everything else: {film}, {length}", film=title, length=length
        )
        lines.append(f"-# {shortest}")
    buttons = [
        button(
            "card:deal",
            CardState(0, 0, write_deal(found.wanted.without(one.condition))),
            language.gettext(_WITHOUT[one.condition], count=language.number(one.films)),
        )
        for one in ruling
    ]
    return Answer(language, (words("\n".join(lines)), *([row(*buttons)] if buttons else [])), colour.INK)


def without(language: Language, condition: str, number: int) -> str:
    """A line of what would remain without one condition, as `described` puts it."""
    left = language.ngettext(
        "Without “{condition}”: {count} film",
        "Without “{condition}”: {count} films",
        number,
        condition=condition,
    )
    return f"- {left}"


_WITHOUT: Mapping[Condition, str] = {
    # Translators: buttons that ask again without one of the options; {count} is how many films there would be.
    "list": N_("Without the list ({count})"),
    "minutes": N_("Without the time limit ({count})"),
    "decade": N_("Without the decade ({count})"),
    "theme": N_("Without the theme ({count})"),
    "seen": N_("Without the choice of seen or unseen ({count})"),
}


def _number(language: Language, dealt: Dealt) -> str:
    _, draw = language.gettext, dealt.draw
    if draw.of == 1:
        return _("the only film that fits")
    # Translators: the number of a film in its round, as in "🎲 3 of 9".
    said = [_("**{position} of {of}**", position=draw.position, of=draw.of)]
    if draw.shuffled:
        said.append(_("every film has come once, so the deck is shuffled again"))
    if draw.standing == AGAIN:
        said.append(_("put aside earlier, now offered again"))
    return joined(said)


def _end(language: Language, card: Card, wanted: Filter, now: datetime) -> str:
    return ending(language, card.page.film, wanted, now) if card.page else ""
