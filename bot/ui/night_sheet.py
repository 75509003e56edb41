"""The pages of a club's night before its vote: the host's sheet and what is nominated."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain import night as rules
from bot.ui.kit.base36 import base36
from bot.ui.kit.components import Choice, Component, button, row, select, words
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.modal import Modal, text_field
from bot.ui.kit.night_state import NightState
from bot.ui.kit.text import quoted, short_heading
from bot.ui.night_lines import Films, begins, chooses_alone, film_line, film_name
from db.night_types import Night
from db.types import Film


def sheet(
    language: Language, night: Night, films: Films, *, may_carry: bool = False, note: str = ""
) -> Answer:
    """What will be put to the vote, for the host alone. `may_carry`: other films lost the last vote."""
    _ = language.gettext
    shown = [films[one] for one in night.films if one in films]
    lines = [
        "## " + _("A film night"),
        *(f"{place}. {film_line(language, film)}" for place, film in enumerate(shown, 1)),
        begins(language, night),
        chooses_alone(language, night),
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
            button("night:ask", state, _("Add films"), enabled=not is_full),
            button("night:carry", state, _("Add what lost last time")) if may_carry and not is_full else None,
        )
    )
    return Answer(language, tuple(items))


def ask_for_films(language: Language, state: NightState) -> Modal:
    """Which films to add."""
    _ = language.gettext
    field = text_field("title", _("Titles"), about=_("One on each line."), most=1000, long=True)
    return Modal(language, "night:add", state, _("Add films"), (field,))


def not_added(language: Language, unknown: Sequence[str], left_out: Sequence[Film]) -> str:
    """No film has these titles, and for these films there is no room; empty where all were added."""
    _ = language.gettext
    lines = []
    if unknown:
        titles = ", ".join(quoted(one, 60) for one in unknown)
        lines.append(_("I don’t know: {titles}.", titles=titles))
    if left_out:
        films = ", ".join(film_name(one) for one in left_out)
        lines.append(
            _("Eight films are the most for one vote, so there was no room for {films}.", films=films)
        )
    return "\n".join(lines)


def nominated(language: Language, film: Film, *, is_new: bool) -> Answer:
    """A film was nominated."""
    _ = language.gettext
    if is_new:
        return notice(language, _("{film} is nominated for the next `/night` here.", film=film_name(film)))
    return notice(language, _("You have nominated {film} already.", film=film_name(film)))


def no_such_film(language: Language) -> Answer:
    """No film has that title."""
    return notice(language, language.gettext("No film here has that title."))


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


def has_begun(language: Language) -> Answer:
    """The sheet of a night that has begun."""
    return notice(language, language.gettext("This vote has begun already."))
