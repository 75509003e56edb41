"""The page of /about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.ui import kept
from bot.ui.kit import colour
from bot.ui.kit.button_state import AboutState, ListState
from bot.ui.kit.components import button, row, rule, words
from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer
from bot.ui.kit.text import films as films_said
from bot.ui.kit.text import joined
from db.types import ListSummary


def about_page(
    language: Language,
    lists: Sequence[ListSummary],
    films: int,
    command_ids: Mapping[str, int],
) -> Answer:
    """What this is; commands are clickable where their ids are known."""
    _ = language.gettext
    what = _(
        "Films worth your evening, from lists that people have made with care. A film's card speaks with the words of "
        "its list, and ✓ means that somebody has checked the fact."
    )
    figures = joined(
        [
            language.ngettext("{count} curated list", "{count} curated lists", len(lists)),
            films_said(language, films),
        ]
    )
    uses = (
        ("list", _("all lists, or one of them")),
        ("film", _("one film, by any title in any spelling")),
        ("random", _("a film for tonight; nothing comes twice until all have come once")),
        ("recommend", _("films that fit what you ask for, each with the reason why")),
        ("quiz", _("true or false? a claim about a film, for you or for the channel")),
        ("night start", _("a film night: your server votes on what to watch, and says how it liked it")),
        ("me films", _("what you have seen, your watchlist, and how far you are on each list")),
    )
    lines = "\n".join(f"- {_mention(name, command_ids)}: {what}" for name, what in uses)
    items = (
        words("\n".join(["# Kinoteka", what, *([f"-# {figures}"] if lists else [])])),
        rule(),
        words(f"{lines}\n" + _("With `private: True` only you see the answer.")),
        row(
            button("list:open", ListState(0, 0), _("All lists"), kind="main"),
            button("about:stored", AboutState(), _("What is stored about me")),
        ),
    )
    return Answer(language, items, colour.INK)


def stored_page(language: Language, tables: Sequence[str]) -> Answer:
    """What is stored of members and why; `tables` are those that keep something."""
    back = button("about:show", AboutState(), language.gettext("◀ Back"))
    return Answer(language, (words(kept.stored(language, tables)), row(back)), colour.INK)


def _mention(name: str, command_ids: Mapping[str, int]) -> str:
    """A subcommand, "me films", has the id of its command."""
    id_ = command_ids.get(name.split(maxsplit=1)[0])
    return f"`/{name}`" if id_ is None else f"</{name}:{id_}>"
