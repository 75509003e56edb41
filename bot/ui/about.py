"""The page of /about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.ui import member_data
from bot.ui.kit import colour
from bot.ui.kit.button_state import AboutState, ListState
from bot.ui.kit.components import button, row, rule, words
from bot.ui.kit.message import Answer
from bot.ui.kit.text import count
from db.types import ListSummary

_WHAT = """# Kinoteka
Films worth your evening, from lists that people have made with care. A film's card speaks with the words of its list, \
and ✓ says that somebody checked them."""


def about_page(
    lists: Sequence[ListSummary],
    films: int,
    command_ids: Mapping[str, int],
) -> Answer:
    """What this is; commands are clickable where their ids are known."""
    uses = (
        ("list", f"all {count(len(lists), 'list')}, or one of them"),
        ("film", "one film, by any title in any spelling"),
        ("random", "a film for tonight; nothing comes twice until all have come once"),
        ("recommend", "films that fit what you say, each with the reason why"),
        ("me films", "what you have seen, your watchlist, and how far you are on each list"),
    )
    lines = "\n".join(f"- {_mention(name, command_ids)}: {what}" for name, what in uses)
    figures = f"-# {count(len(lists), 'curated list')} with {count(films, 'film')}" if lists else ""
    items = (
        words("\n".join(part for part in (_WHAT, figures) if part)),
        rule(),
        words(f"{lines}\nWith `private: True` only you see the answer."),
        row(
            button("list:open", ListState(0, 0), "All lists", kind="main"),
            button("about:stored", AboutState(), "What is stored about me"),
        ),
    )
    return Answer(items, colour.INK)


def stored_page(tables: Sequence[str]) -> Answer:
    """What is stored of members and why; `tables` are those that keep something."""
    return Answer(
        (words(member_data.stored(tables)), row(button("about:show", AboutState(), "◀ Back"))), colour.INK
    )


def _mention(name: str, command_ids: Mapping[str, int]) -> str:
    """A subcommand, "me films", has the id of its command."""
    id_ = command_ids.get(name.split(maxsplit=1)[0])
    return f"`/{name}`" if id_ is None else f"</{name}:{id_}>"
