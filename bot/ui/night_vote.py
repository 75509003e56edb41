"""The vote of a club's night, and what a member said on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from bot.ui.kit.components import Component, Picture, button, row, with_button, words
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.night_state import NightFilmState, NightState
from bot.ui.night_lines import Films, begins, chooses_alone, film_line, poster_name, posters, stamp, who_is_in
from db.night_types import Night, OwnNight


def vote(language: Language, night: Night, films: Films, *, attached: Collection[str] = ()) -> Answer:
    """What everybody sees until it is closed; `attached`: the names of the files that its message has."""
    _ = language.gettext
    closes = stamp(night.closes_at, "R")
    how = chooses_alone(language, night) or _(
        "Vote for as many films as you like, and change your mind until the vote closes {when}.",
        when=closes,
    )
    head = ["## " + _("What do we watch?"), how, begins(language, night)]
    shown = [films[one] for one in night.films if one in films]
    items = [words("\n".join(line for line in head if line)), *posters(language, shown, attached)]
    for film in shown:
        votes = night.votes.get(film.id, 0)
        label = _("Choose") if night.picker else language.ngettext("{count} vote", "{count} votes", votes)
        toggle = button("night:vote", NightFilmState(night.id, film.id), label)
        items.append(with_button(words(film_line(language, film, about=True)), toggle))
    foot = [who_is_in(language, night)]
    if not night.picker:
        rule = _(
            "At a tie wins the film that the fewest have seen, of those who are in and let that be counted; if that "
            "does not decide, the one that stands higher here."
        )
        foot.append(f"-# {rule}")
    items.append(words("\n".join(foot)))
    state = NightState(night.id)
    items.append(
        row(
            button("night:in", state, _("I’m in")),
            button("night:out", state, _("I can’t")),
            None if night.picker else button("night:mine", state, _("My votes")),
            button("night:close", state, _("Close the vote")),
        )
    )
    return Answer(language, tuple(items))


def first_page(language: Language, night: Night, films: Films, drawn: Mapping[int, Picture]) -> Answer:
    """The vote with the posters, by film, that later pages go on showing."""
    named = [
        replace(drawn[one], name=poster_name(one, drawn[one].name)) for one in night.films if one in drawn
    ]
    answer = vote(language, night, films, attached=[one.name for one in named])
    return answer.carrying(*named)


def mine(language: Language, night: Night, own: OwnNight, films: Films) -> Answer:
    """What a member said on a night, for them alone."""
    _ = language.gettext
    voted = [films[one] for one in night.films if one in own.films and one in films]
    lines = ["## " + _("My votes"), *(f"- {film_line(language, film)}" for film in voted)]
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


def only_the_picker(language: Language, night: Night) -> Answer:
    """Somebody else presses on a film."""
    return notice(
        language, language.gettext("Tonight {member} chooses the film.", member=f"<@{night.picker}>")
    )
