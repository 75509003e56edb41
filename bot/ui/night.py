"""The pages of a club's night: the host's sheet, the vote, the evening and the club's log."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from bot.domain import night as rules
from bot.ui.kit.base36 import base36
from bot.ui.kit.button_state import CardState
from bot.ui.kit.components import Choice, Component, button, row, select, with_button, words
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.modal import Modal, text_field
from bot.ui.kit.night_state import NightFilmState, NightLogState, NightStarsState, NightState
from bot.ui.kit.text import escape, joined, minutes, names, short_heading
from db.night_types import Night, OwnNight, Stars, WatchedNight
from db.types import Film

Films = Mapping[int, Film]
"""By id."""
_MOST_NAMED: Final = 40
"""Members who are named as coming."""


def sheet(language: Language, night: Night, films: Films, *, note: str = "") -> Answer:
    """What will be put to the vote, for the host alone."""
    _ = language.gettext
    shown = [films[one] for one in night.films if one in films]
    lines = [
        "## " + _("A film night"),
        *(f"{place}. {_line(language, film)}" for place, film in enumerate(shown, 1)),
        _begins(language, night),
        "-# " + _("Only you see this. “Start” puts these films to the vote, for everybody here."),
        note,
    ]
    state = NightState(night.id)
    choices = [Choice(base36(film.id), short_heading(film.title, film.year, 100)) for film in shown]
    items: list[Component] = [words("\n".join(line for line in lines if line))]
    if choices:
        items += [
            select("night:swap", state, _("Swap a film for another"), choices),
            select("night:remove", state, _("Remove a film"), choices),
        ]
    is_full = len(night.films) >= rules.MOST_FILMS
    items.append(
        row(
            button("night:start", state, _("Start"), kind="main"),
            button("night:ask", state, _("Add a film"), enabled=not is_full),
        )
    )
    return Answer(language, tuple(items))


def ask_for_film(language: Language, state: NightState) -> Modal:
    """Which film to add."""
    _ = language.gettext
    return Modal(language, "night:add", state, _("Add a film"), (text_field("title", _("Title"), most=200),))


def page(language: Language, night: Night, films: Films) -> Answer:
    """What everybody sees of a night: the vote, the evening, or what the club thought of it."""
    if night.state == "open":
        return _voting(language, night, films)
    return _evening(language, night, films)


def _voting(language: Language, night: Night, films: Films) -> Answer:
    _ = language.gettext
    closes = _at(night.closes_at, "R")
    head = [
        "## " + _("What do we watch?"),
        _(
            "Vote for as many films as you like, and change your mind until the vote closes {when}.",
            when=closes,
        ),
        _begins(language, night),
    ]
    items = [words("\n".join(line for line in head if line))]
    for film_id in night.films:
        if film := films.get(film_id):
            votes = night.votes.get(film_id, 0)
            label = language.ngettext("{count} vote", "{count} votes", votes)
            vote = button("night:vote", NightFilmState(night.id, film_id), label)
            items.append(with_button(words(_line(language, film)), vote))
    rule = _(
        "At a tie wins the film that the fewest have seen, of those who are in and let that be counted; if that "
        "does not decide, the one that stands higher here."
    )
    items.append(words("\n".join([_who(language, night), f"-# {rule}"])))
    state = NightState(night.id)
    items.append(
        row(
            button("night:in", state, _("I’m in")),
            button("night:out", state, _("I can’t")),
            button("night:mine", state, _("My votes")),
            button("night:close", state, _("Close the vote")),
        )
    )
    return Answer(language, tuple(items))


def _evening(language: Language, night: Night, films: Films) -> Answer:
    _ = language.gettext
    film = films.get(night.winner)
    if film is None:
        sentence = _("Nobody voted, so no film was chosen.")
        if night.winner:
            sentence = _("The film that was chosen is no longer in the catalogue.")
        return Answer(language, (words("## " + _("The vote is closed") + "\n" + sentence),))
    votes = night.votes.get(film.id, 0)
    count = language.ngettext("It got {count} vote.", "It got {count} votes.", votes)
    why = {
        "none": "",
        "seen": _("Others got as many; fewer of you have seen this one."),
        "order": _("Others got as many; this one stood higher."),
    }[night.tie]
    is_watched = night.state == "watched"
    head = _("We watched") if is_watched else _("We watch")
    lines = [f"## {head}", _line(language, film), f"{count} {why}".strip()]
    state = NightState(night.id)
    card = button("card:open", CardState(film.id, 0), _("The film"))
    if not is_watched:
        lines += [_begins(language, night), _ends(language, night, film), _who(language, night)]
        buttons = [
            button("night:in", state, _("I’m in")),
            button("night:out", state, _("I can’t")),
            card,
            button("night:watched", state, _("We watched it")),
        ]
        return Answer(language, (words("\n".join(line for line in lines if line)), row(*buttons)))
    lines += [
        _rated(language, night.ratings),
        "-# "
        + _(
            "Have you seen it? Your stars are counted, never shown with your name, and mark the film as seen."
        ),
    ]
    stars = [button("night:rate", NightStarsState(night.id, number), "★" * number) for number in range(1, 6)]
    return Answer(language, (words("\n".join(lines)), row(*stars), row(card)))


def mine(language: Language, night: Night, own: OwnNight, films: Films) -> Answer:
    """What a member said on a night, for them alone."""
    _ = language.gettext
    voted = [films[one] for one in night.films if one in own.films and one in films]
    lines = ["## " + _("My votes"), *(f"- {_line(language, film)}" for film in voted)]
    if not voted:
        lines.append(_("You have not voted for a film yet."))
    if own.coming is not None:
        lines.append(_("You are in.") if own.coming else _("You can’t come."))
    lines.append(
        "-# "
        + (
            _("Which of these films you have seen may decide a tie; only numbers are counted.")
            if own.counts
            else _("Which of these films you have seen does not count for a tie, unless you allow it.")
        )
    )
    form = "night:ignore" if own.counts else "night:count"
    label = _("Don’t count what I’ve seen") if own.counts else _("Count what I’ve seen")
    items: list[Component] = [words("\n".join(lines))]
    if night.state == "open":
        items.append(row(button(form, NightState(night.id), label)))
    return Answer(language, tuple(items))


def history(
    language: Language, log: Sequence[WatchedNight], films: Films, *, first: int, total: int, size: int
) -> Answer:
    """What a club watched, newest first."""
    _ = language.gettext
    if not total:
        return notice(language, _("This server has watched nothing with `/night` yet."))
    lines = ["## " + _("What we watched")]
    for one in log:
        film = films.get(one.film_id)
        name = _name(film) if film else _("a film that is no longer in the catalogue")
        rating = rules.rating(one.ratings)
        mean = f"★ {language.decimal(rating.mean)}" if rating else None
        lines.append(f"- {joined([_at(one.at, 'd'), name, mean])}")
    turn = row(
        button("night:log", NightLogState(max(0, first - size)), _("Newer")) if first else None,
        button("night:log", NightLogState(first + size), _("Older")) if first + size < total else None,
    )
    text = words("\n".join(lines))
    return Answer(language, (text, turn) if turn["components"] else (text,))


def nominated(language: Language, film: Film, *, is_new: bool) -> Answer:
    """A film was nominated."""
    _ = language.gettext
    if is_new:
        return notice(language, _("{film} is nominated for the next `/night` here.", film=_name(film)))
    return notice(language, _("You have nominated {film} already.", film=_name(film)))


def rated(language: Language, stars: int) -> Answer:
    """Their stars were put down."""
    return notice(
        language,
        language.gettext(
            "You gave it {stars}, and it is marked as seen. Other stars replace these.", stars="★" * stars
        ),
    )


def film_unknown(language: Language) -> str:
    """No film has that title."""
    return language.gettext("No film here has that title.")


def no_such_film(language: Language) -> Answer:
    """The same, as a message."""
    return notice(language, film_unknown(language))


def nothing_fits(language: Language) -> Answer:
    """No film can be put to the vote."""
    return notice(language, language.gettext("No film fits. Try a longer time, or another list."))


def zone_needed(language: Language) -> Answer:
    """A time was given, and no time zone is known."""
    return notice(
        language,
        language.gettext(
            "In which time zone is that? Say it once with `zone:`, for example Berlin or New York."
        ),
    )


def not_a_zone(language: Language) -> Answer:
    """No such time zone."""
    return notice(
        language, language.gettext("I don’t know this time zone. Choose one of those offered while you type.")
    )


def not_a_time(language: Language) -> Answer:
    """The time cannot be read."""
    return notice(
        language,
        language.gettext(
            "I can’t read that time, or it is not within the next 60 days. Write “20:30”, “tomorrow 21:00”, "
            "“friday 20:00” or “2026-12-05 20:00”."
        ),
    )


def only_the_host(language: Language) -> Answer:
    """Somebody else presses what is the host's."""
    return notice(language, language.gettext("Only whoever began this night can do that."))


def has_begun(language: Language) -> Answer:
    """The sheet of a night that has begun."""
    return notice(language, language.gettext("This vote has begun already."))


def is_over(language: Language) -> Answer:
    """Too late."""
    return notice(language, language.gettext("That is over on this night."))


def _rated(language: Language, stars: Stars) -> str:
    _ = language.gettext
    rating = rules.rating(stars)
    if rating is None:
        return _("The mean is shown from three ratings on.")
    mean = language.ngettext(
        "★ {mean} from {count} rating", "★ {mean} from {count} ratings", rating.number,
        mean=language.decimal(rating.mean),
    )  # fmt: skip
    spread = joined(
        f"{'★' * value} {language.number(count)}" for value, count in enumerate(rating.stars, 1) if count
    )
    return f"**{mean}**\n{spread}"


def _line(language: Language, film: Film) -> str:
    people = tuple(one.person for one in film.credits.get("director", ()))
    length = minutes(language, film.runtime_minutes) if film.runtime_minutes else None
    about = joined([escape(names(language, people, 2)) if people else None, length])
    return f"{_name(film)}\n-# {about}" if about else _name(film)


def _name(film: Film) -> str:
    return f"**{escape(short_heading(film.title, film.year, 200))}**"


def _begins(language: Language, night: Night) -> str:
    if night.starts_at is None:
        return ""
    return language.gettext("It begins {when}.", when=_at(night.starts_at, "F"))


def _ends(language: Language, night: Night, film: Film) -> str:
    if night.starts_at is None or not film.runtime_minutes:
        return ""
    ends = night.starts_at + timedelta(minutes=film.runtime_minutes)
    return language.gettext("It ends about {when}.", when=_at(ends, "t"))


def _who(language: Language, night: Night) -> str:
    _ = language.gettext
    if not night.coming:
        return _("Nobody has said yet that they are in.")
    named = " ".join(f"<@{user}>" for user in night.coming[:_MOST_NAMED])
    return language.ngettext(
        "{count} is in: {members}", "{count} are in: {members}", len(night.coming), members=named
    )


def _at(moment: datetime | None, style: str) -> str:
    return f"<t:{int(moment.timestamp())}:{style}>" if moment else ""
