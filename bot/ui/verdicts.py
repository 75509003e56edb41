"""How an editor's checks read: on a card in plain sight, and all of them on the page of sources."""

from __future__ import annotations

from collections.abc import Sequence

from bot.ui.kit import colour
from bot.ui.kit.button_state import SourcesState
from bot.ui.kit.message import Answer, button, notice, row, rule, words
from bot.ui.kit.text import count, escape, heading, joined, link, prose, shorten
from db.types import Check, Entry, Source

_CARD_BUDGET = 1100
_PAGE_BUDGET = 3000
_ON_CARD = 2
"""Sources named per verdict on a card; the page of sources has them all."""
_ERRING = frozenset({"wrong", "misleading"})
_PARTS = {"description": "Description", "fact": "Fact"}
_STAMPS = {
    "confirmed": "✅ Confirmed",
    "misleading": "✏️ Misleading",
    "wrong": "✏️ Wrong",
    "unverifiable": "❔ Unconfirmed",
}


def sources(found: Sequence[Source], most: int = 3) -> str:
    """Links in one line, at most `most`; empty for none."""
    return joined(link(shorten(source.name, 80), source.url) for source in found[:most])


def on_fact(checks: Sequence[Check]) -> str:
    """The verdict under a fact, as markdown: corrected with what is true, unconfirmed, or confirmed, with sources."""
    erring = [c for c in checks if c.verdict in _ERRING]
    open_ = [c for c in checks if c.verdict == "unverifiable"]
    firm = [c for c in checks if c.verdict == "confirmed"]
    lines = [
        _cited(f"✏️ **Corrected.** The list says: “{_claim(c)}.” {_in_fact(c, 450)}", c.sources)
        for c in erring
    ]
    lines += [
        _cited(f"❔ **Unconfirmed:** “{_claim(c)}.” {prose(c.note or '', 300)}", c.sources) for c in open_
    ]
    if firm:
        rest = bool(lines)
        cited = {source for c in (*erring, *open_) for source in c.sources[:_ON_CARD]}
        named = tuple(dict.fromkeys(source for c in firm for source in c.sources))
        if named:
            stamp = "✅ The rest is confirmed" if rest else "✅ **Confirmed**"
            lines.append(_cited(stamp, tuple(source for source in named if source not in cited)))
        else:
            lines.append(
                "✅ The rest is general knowledge" if rest else "✅ **General knowledge**, no source at hand"
            )
    if not lines:
        return "-# Not checked by an editor yet"
    return "\n".join(_within(lines, _CARD_BUDGET))


def corrections(checks: Sequence[Check]) -> str:
    """What the list got wrong in these, each with what is true; empty where nothing is."""
    lines = [
        _cited(f"✏️ The list says: “{_claim(c)}.” {_in_fact(c, 350)}", c.sources)
        for c in checks
        if c.verdict in _ERRING
    ]
    return "\n".join(_within(lines, _CARD_BUDGET))


def on_description(checks: Sequence[Check], where: str) -> str:
    """One small line where the description errs or could not be confirmed; empty where all is well.

    `where` is the button behind which the whole story is.
    """
    erring = sum(c.verdict in _ERRING for c in checks)
    open_ = sum(c.verdict == "unverifiable" for c in checks)
    said = joined(
        [
            f"✏️ {count(erring, 'point')} of the list’s description corrected" if erring else None,
            f"❔ {count(open_, 'point')} unconfirmed" if open_ else None,
        ]
    )
    return f"-# {said}: see {where}" if said else ""


def sources_page(entry: Entry, page: int) -> Answer:
    """Every check of an entry with verdict and links; pages if they do not fit one message."""
    title = f"### Sources · {escape(heading(entry.listed_title, entry.listed_year))}"
    signed = f"-# {escape(entry.list_title)}, no. {entry.rank}"
    if not entry.checks:
        return notice(f"{title}\n{signed}\nNo editor has checked this entry yet.")
    pages = _pages([_whole(check) for check in entry.checks])
    page = min(page, len(pages) - 1)
    items = [words(f"{title}\n{signed}"), rule(), words("\n\n".join(pages[page]))]
    if len(pages) > 1:
        items.append(words(f"-# Page {page + 1} of {len(pages)}"))
        items.append(
            row(
                button(
                    "sources:prev", SourcesState(entry.id, max(page - 1, 0)), "◀ Previous", enabled=page > 0
                ),
                button(
                    "sources:next", SourcesState(entry.id, page + 1), "Next ▶", enabled=page + 1 < len(pages)
                ),
            )
        )
    return Answer(tuple(items), colour.of_list(entry.list_slug))


def _cited(said: str, found: Sequence[Source]) -> str:
    """A verdict with its sources in small type below."""
    return f"{said.rstrip()}\n-# {sources(found, _ON_CARD)}" if found else said.rstrip()


def _claim(check: Check) -> str:
    return prose(check.claim, 250).rstrip(".")


def _in_fact(check: Check, most: int) -> str:
    """What is true instead, in at most so many characters; empty if the editor only said that it is not so."""
    return f"In fact: {prose(check.note, most)}" if check.note else ""


def _whole(check: Check) -> str:
    linked = sources(check.sources, 8)
    return "\n".join(
        line
        for line in (
            f"**{_PARTS[check.part]}** · {_STAMPS[check.verdict]}",
            f"The list says: “{prose(check.claim, 500).rstrip('.')}”",
            _in_fact(check, 900) if check.verdict in _ERRING else prose(check.note or "", 900),
            f"-# {linked}" if linked else f"-# {_without_source(check)}",
        )
        if line
    )


def _without_source(check: Check) -> str:
    return "General knowledge, no source at hand" if check.verdict == "confirmed" else "No source found"


def _pages(blocks: list[str]) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    for block in blocks:
        if pages[-1] and sum(map(len, pages[-1])) + len(block) > _PAGE_BUDGET:
            pages.append([])
        pages[-1].append(block)
    return pages


def _within(lines: list[str], budget: int) -> list[str]:
    kept: list[str] = []
    for line in lines:
        if kept and sum(map(len, kept)) + len(line) > budget:
            return [*kept, f"-# and {count(len(lines) - len(kept), 'more point')} under Sources"]
        kept.append(line)
    return kept
