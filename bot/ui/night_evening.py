"""The evening of a club's night, and what the club thought of the film."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.domain import night as rules
from bot.ui.kit.button_state import CardState
from bot.ui.kit.components import Picture, button, file, row, words
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer, Document, notice
from bot.ui.kit.modal import Modal, text_field
from bot.ui.kit.night_state import NightStarsState, NightState
from bot.ui.kit.text import joined, prose, short_heading
from bot.ui.night_lines import Films, begins, film_line, mean, poster_name, posters, stamp, who_is_in
from db.night_types import Night, Stars
from db.types import Film

MOST_SAID: Final = 200
"""Characters of a member's sentence."""


def evening(
    language: Language,
    night: Night,
    films: Films,
    *,
    attached: Collection[str] = (),
    may_make_event: bool = False,
) -> Answer:
    """What everybody sees once the vote is closed.

    `attached`: the names of the files that its message has; `may_make_event`: the bot may, on this server.
    """
    _ = language.gettext
    film = films.get(night.winner)
    if film is None:
        sentence = _("Nobody voted, so no film was chosen.")
        if night.winner:
            sentence = _("The film that was chosen is no longer in the catalogue.")
        return Answer(language, (words("## " + _("The vote is closed") + "\n" + sentence),))
    is_watched = night.state == "watched"
    head = _("We watched") if is_watched else _("We watch")
    lines = [f"## {head}", film_line(language, film), _why(language, night)]
    above = posters(language, [film], attached, chosen=True) or posters(language, [film], attached)
    state = NightState(night.id)
    card = button("card:open", CardState(film.id, 0), _("The film"))
    if not is_watched:
        lines += [begins(language, night), _ends(language, night, film), who_is_in(language, night)]
        first = row(
            button("night:in", state, _("I’m in")),
            button("night:out", state, _("I can’t")),
            card,
            button("night:watched", state, _("We watched it")),
        )
        items = [*above, words("\n".join(line for line in lines if line)), first]
        if night.starts_at is not None:
            event = button("night:event", state, _("Make an event of it"))
            calendar = button("night:calendar", state, _("Into my calendar"))
            items.append(row(calendar, event if may_make_event and not night.has_event else None))
        return Answer(language, tuple(items))
    lines += [
        _rated(language, night.ratings),
        *(f"> ||{prose(one, MOST_SAID * 2)}||" for one in night.reactions),
        "-# "
        + _(
            "Have you seen it? Your stars are counted, never shown with your name, and mark the film as seen."
        ),
    ]
    stars = [button("night:rate", NightStarsState(night.id, number), "★" * number) for number in range(1, 6)]
    more = row(
        button("night:say", state, _("In one sentence")),
        card,
        button("card:alike", CardState(film.id, 0), _("Films like it")),
    )
    return Answer(language, (*above, words("\n".join(lines)), row(*stars), more))


def with_poster(
    language: Language, night: Night, films: Films, drawn: Picture, *, may_make_event: bool
) -> Answer:
    """The same, with the poster of the film in the place of all that the message has; later pages go on showing it."""
    poster = replace(drawn, name=poster_name(night.winner, drawn.name, chosen=True))
    page = evening(language, night, films, attached=[poster.name], may_make_event=may_make_event)
    return page.carrying(poster)


def rated(language: Language, stars: int) -> Answer:
    """Their stars were put down."""
    return notice(
        language,
        language.gettext(
            "You gave it {stars}, and it is marked as seen. Other stars replace these.", stars="★" * stars
        ),
    )


def ask_for_sentence(language: Language, state: NightState) -> Modal:
    """What a member thought of the film."""
    _ = language.gettext
    field = text_field(
        "sentence",
        _("What did you think of it?"),
        about=_("Everybody can read it, hidden until clicked and without your name."),
        most=MOST_SAID,
    )
    return Modal(language, "night:said", state, _("In one sentence"), (field,))


def calendar(language: Language, document: Document) -> Answer:
    """The evening as a file."""
    from_file = language.gettext("Open this file, and the evening is in your calendar.")
    return Answer(language, (words(from_file), file(document.name)), documents=(document,))


def event_made(language: Language) -> Answer:
    """The event stands."""
    return notice(language, language.gettext("Done: the evening stands among this server’s events."))


def event_exists(language: Language) -> Answer:
    """Somebody pressed twice, or the evening is over."""
    return notice(language, language.gettext("There is an event already, or this evening is over."))


def event_refused(language: Language) -> Answer:
    """Discord does not allow it."""
    return notice(
        language,
        language.gettext(
            "Discord did not take the event: for that I need the right “Create Events”, and the evening must lie "
            "ahead. “Into my calendar” works without it."
        ),
    )


def event_uncertain(language: Language) -> Answer:
    """Nobody knows."""
    return notice(
        language,
        language.gettext(
            "Discord did not say whether the event was made. Please look at this server’s events."
        ),
    )


def event_name(film: Film) -> str:
    """What the evening is called in a calendar; plain text."""
    return short_heading(film.title, film.year, 100)


def only_the_host(language: Language) -> Answer:
    """Somebody else presses what is the host's."""
    return notice(language, language.gettext("Only whoever began this night can do that."))


def is_over(language: Language) -> Answer:
    """Too late."""
    return notice(language, language.gettext("That is over on this night."))


def _why(language: Language, night: Night) -> str:
    _ = language.gettext
    if night.picker:
        return _("{member} chose it.", member=f"<@{night.picker}>")
    count = language.ngettext(
        "It got {count} vote.", "It got {count} votes.", night.votes.get(night.winner, 0)
    )
    why = {
        "none": "",
        "seen": _("Others got as many; fewer of you have seen this one."),
        "order": _("Others got as many; this one stood higher."),
    }[night.tie]
    return f"{count} {why}".strip()


def _rated(language: Language, stars: Stars) -> str:
    rating = rules.rating(stars)
    if rating is None:
        return language.gettext("The mean is shown from three ratings on.")
    spread = joined(
        f"{'★' * value} {language.number(count)}" for value, count in enumerate(rating.stars, 1) if count
    )
    return f"**{mean(language, rating)}**\n{spread}"


def _ends(language: Language, night: Night, film: Film) -> str:
    if night.starts_at is None or not film.runtime_minutes:
        return ""
    ends = night.starts_at + timedelta(minutes=film.runtime_minutes)
    return language.gettext("It ends about {when}.", when=stamp(ends, "t"))
