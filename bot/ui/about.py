"""The page of /about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.ui import member_data as my_data
from bot.ui.kit import colour
from bot.ui.kit.button_state import ListState
from bot.ui.kit.message import Answer, button, row, rule, words
from bot.ui.kit.text import count
from db.types import ListSummary

_WHAT = """# Kinoteka
Films worth your evening, from lists that people have made with care. Every film speaks with the words of its list, \
and what a list claims was checked: confirmed, corrected with what is true, or marked as unconfirmed."""


def about_page(
    lists: Sequence[ListSummary],
    films: int,
    tables: Sequence[str],
    command_ids: Mapping[str, int],
) -> Answer:
    """What this is; commands are clickable where their ids are known. `tables` are those that keep something."""
    uses = (
        ("list", f"all {count(len(lists), 'list')}, or one of them"),
        ("film", "any title in any spelling, Russian or romanised, with the article or without"),
        ("random", "a film nobody has to look up; nothing twice until all have come once"),
        ("recommend", "films that fit what you say, each with the reason why"),
        ("me films", "your own films: progress on each list, watchlist, what you have seen"),
        ("about", "this page"),
    )
    lines = "\n".join(f"- {_mention(name, command_ids)}: {what}" for name, what in uses)
    figures = f"-# {count(len(lists), 'curated list')} with {count(films, 'film')}" if lists else ""
    items = (
        words("\n".join(part for part in (_WHAT, figures) if part)),
        rule(),
        words(f"**What it can do**\n{lines}\nWith `private: True` only you see the answer."),
        rule(),
        words(my_data.stored(tables)),
        row(button("list:show", ListState(0, 0), "All lists", main=True)),
    )
    return Answer(items, colour.INK)


def _mention(name: str, command_ids: Mapping[str, int]) -> str:
    """A subcommand, "me films", has the id of its command."""
    id_ = command_ids.get(name.split(maxsplit=1)[0])
    return f"`/{name}`" if id_ is None else f"</{name}:{id_}>"
