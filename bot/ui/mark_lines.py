"""The one line that answers "Seen it" and "Watchlist", with the way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from discord.utils import format_dt

from bot.domain.member_films import Progress, Seen, Wanted
from bot.ui.kit import colour
from bot.ui.kit.button_state import MarkState
from bot.ui.kit.components import Component, Picture, button, gallery, row, words
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.text import escape, one_line, shorten
from db.types import FilmRef

MOST_CELLS = 10
"""Cells of a bar; a list of fewer films has a cell a film."""


def bar(part: int, whole: int) -> str:
    """How much of it, as "▰▰▰▰▱▱▱▱▱": a cell a film up to ten; the first for the first, the last for the last only."""
    cells = min(whole, MOST_CELLS)
    full = part * cells // whole if whole else 0
    full = cells if part >= whole > 0 else min(max(full, int(part > 0)), max(cells - 1, 0))
    return "▰" * full + "▱" * (cells - full)


def progress_line(language: Language, progress: Progress) -> str:
    """One list: "Survival: 4 of 9 ▰▰▰▰▱▱▱▱▱▱"."""
    title = escape(shorten(one_line(progress.summary.title), 100))
    films = progress.summary.film_count
    # Translators: how many films of a list somebody has seen, as in "Survival: 4 of 9"; a bar follows.
    said = language.gettext("{list}: {seen} of {films}", list=title, seen=progress.seen, films=films)
    return f"{said} {bar(progress.seen, films)}"


def marked_seen(language: Language, seen: Seen, state: MarkState, covers: Sequence[Picture] = ()) -> Answer:
    """They have seen it, now or before. `covers` are those of the lists that are complete with it."""
    _, film = language.gettext, _title(language, seen.film)
    if seen.changed:
        said = _("Seen: {film}.", film=film)
        if seen.off_watchlist:
            said += " " + _("Off your watchlist with it.")
    elif seen.since:
        said = _(
            "You had already marked this as seen: {film}, since {date}.",
            film=film,
            date=format_dt(seen.since, "d"),
        )
    else:
        said = _("You had already marked this as seen: {film}.", film=film)
    back = MarkState(state.film, state.list_id, _seconds(seen.off_watchlist))
    undo = row(button("seen:undo", back, _("Undo") if seen.changed else _("Not seen after all")))
    if not seen.completed:
        return notice(language, _with(language, said, seen.progress), undo)
    whole = "\n".join(
        f"## 🎉 {escape(shorten(one.title, 100))}\n"
        + language.ngettext(
            "That was the last one: you have seen all {count} film.",
            "That was the last one: you have seen all {count} films.",
            one.film_count,
        )
        for one in seen.completed
    )
    items: list[Component] = [gallery(covers)] if covers else []
    accent = colour.of_list(seen.completed[0].slug, seen.completed[0].colour)
    return Answer(language, (*items, words(f"{whole}\n-# {said}"), undo), accent, tuple(covers))


def unmarked_seen(language: Language, seen: Seen, state: MarkState) -> Answer:
    """They have not seen it after all."""
    _, film = language.gettext, _title(language, seen.film)
    if seen.changed:
        said = _("No longer among your seen films: {film}.", film=film)
    else:
        said = _("Not among your seen films: {film}.", film=film)
    again = MarkState(state.film, state.list_id, _seconds(seen.since))
    known = [row(button("seen:redo", again, _("Seen it")))] if seen.film else []
    return notice(language, _with(language, said, seen.progress), *known)


def on_watchlist(language: Language, wanted: Wanted, state: MarkState) -> Answer:
    """It is on their watchlist, now or before."""
    _, film = language.gettext, _title(language, wanted.film)
    said = (
        _("On your watchlist: {film}.", film=film)
        if wanted.changed
        else _("Already on your watchlist: {film}.", film=film)
    )
    if wanted.seen:
        said += " " + _("You have seen it before.")
    label = _("Undo") if wanted.changed else _("Off the watchlist")
    return notice(language, said, row(button("watchlist:undo", MarkState(state.film), label)))


def off_watchlist(language: Language, wanted: Wanted, state: MarkState) -> Answer:
    """It is not on their watchlist."""
    _, film = language.gettext, _title(language, wanted.film)
    said = (
        _("Off your watchlist: {film}.", film=film)
        if wanted.changed
        else _("Not on your watchlist: {film}.", film=film)
    )
    again = MarkState(state.film, 0, _seconds(wanted.since))
    known = [row(button("watchlist:redo", again, _("Watchlist")))] if wanted.film else []
    return notice(language, said, *known)


def _with(language: Language, said: str, progress: Progress | None) -> str:
    return f"{said} {progress_line(language, progress)}" if progress else said


def _title(language: Language, film: FilmRef | None) -> str:
    if film is None:
        return language.gettext("A film that is no longer in the catalogue")
    return escape(shorten(one_line(film.title), 200))


def _seconds(at: datetime | None) -> int:
    return max(0, int(at.timestamp())) if at else 0
