"""The one line that answers "Seen it" and "Watchlist", with the way back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from discord.utils import format_dt

from bot.domain.member_films import Progress, Seen, Wanted
from bot.ui.kit import colour
from bot.ui.kit.button_state import MarkState
from bot.ui.kit.components import Component, Picture, button, gallery, row, words
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.text import count, escape, one_line, shorten
from db.types import FilmRef

MOST_CELLS = 10
"""Cells of a bar; a list of fewer films has a cell a film."""
_GONE = "A film that is no longer in the catalogue"


def bar(part: int, whole: int) -> str:
    """How much of it, as "▰▰▰▰▱▱▱▱▱": a cell a film up to ten; the first for the first, the last for the last only."""
    cells = min(whole, MOST_CELLS)
    full = part * cells // whole if whole else 0
    full = cells if part >= whole > 0 else min(max(full, int(part > 0)), max(cells - 1, 0))
    return "▰" * full + "▱" * (cells - full)


def progress_line(progress: Progress) -> str:
    """One list: "Survival: 4 of 9 ▰▰▰▰▱▱▱▱▱▱"."""
    title = escape(shorten(one_line(progress.summary.title), 100))
    films = progress.summary.film_count
    return f"{title}: {progress.seen} of {films} {bar(progress.seen, films)}"


def marked_seen(seen: Seen, state: MarkState, covers: Sequence[Picture] = ()) -> Answer:
    """They have seen it, now or before. `covers` are those of the lists that are complete with it."""
    film = _title(seen.film)
    if seen.changed:
        said = f"Seen: {film}." + (" Off your watchlist with it." if seen.off_watchlist else "")
    else:
        said = f"Already among your seen films: {film}" + (
            f", since {format_dt(seen.since, 'd')}." if seen.since else "."
        )
    back = MarkState(state.film, state.list_id, _seconds(seen.off_watchlist))
    undo = row(button("seen:undo", back, "Undo" if seen.changed else "Not seen after all"))
    if not seen.completed:
        return notice(_with(said, seen.progress), undo)
    whole = "\n".join(
        f"## 🎉 {escape(shorten(one.title, 100))}\n"
        f"That was the last one: you have seen all {count(one.film_count, 'film')}."
        for one in seen.completed
    )
    items: list[Component] = [gallery(covers)] if covers else []
    accent = colour.of_list(seen.completed[0].slug)
    return Answer((*items, words(f"{whole}\n-# {said}"), undo), accent, tuple(covers))


def unmarked_seen(seen: Seen, state: MarkState) -> Answer:
    """They have not seen it after all."""
    said = f"No longer among your seen films: {_title(seen.film)}."
    if not seen.changed:
        said = f"Not among your seen films: {_title(seen.film)}."
    again = MarkState(state.film, state.list_id, _seconds(seen.since))
    known = [row(button("seen:redo", again, "Seen it"))] if seen.film else []
    return notice(_with(said, seen.progress), *known)


def on_watchlist(wanted: Wanted, state: MarkState) -> Answer:
    """It is on their watchlist, now or before."""
    film = _title(wanted.film)
    said = f"On your watchlist: {film}." if wanted.changed else f"Already on your watchlist: {film}."
    if wanted.seen:
        said += " You have seen it before."
    label = "Undo" if wanted.changed else "Off the watchlist"
    return notice(said, row(button("watchlist:undo", MarkState(state.film), label)))


def off_watchlist(wanted: Wanted, state: MarkState) -> Answer:
    """It is not on their watchlist."""
    film = _title(wanted.film)
    said = f"Off your watchlist: {film}." if wanted.changed else f"Not on your watchlist: {film}."
    again = MarkState(state.film, 0, _seconds(wanted.since))
    known = [row(button("watchlist:redo", again, "Watchlist"))] if wanted.film else []
    return notice(said, *known)


def _with(said: str, progress: Progress | None) -> str:
    return f"{said} {progress_line(progress)}" if progress else said


def _title(film: FilmRef | None) -> str:
    return escape(shorten(one_line(film.title), 200)) if film else _GONE


def _seconds(at: datetime | None) -> int:
    return max(0, int(at.timestamp())) if at else 0
