"""The page of sources: every check of an entry with its verdict and links."""

from __future__ import annotations

from bot.ui.kit import colour
from bot.ui.kit.button_state import SourcesState
from bot.ui.kit.components import button, row, rule, words
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.text import escape, heading, joined, link, prose, shorten
from db.types import Check, Entry

_PAGE_BUDGET = 3000
_STAMPS = {
    "confirmed": "✓ Confirmed",
    "misleading": "✏️ Misleading",
    "wrong": "✏️ Wrong",
    "unverifiable": "❔ Could not be confirmed",
}


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


def _whole(check: Check) -> str:
    """One check: what was judged, how, and where it can be read."""
    linked = joined(link(shorten(source.name, 80), source.url) for source in check.sources[:8])
    verdict = "First edition, put right" if check.history else _STAMPS[check.verdict]
    lines = (
        f"**{verdict}:** {prose(check.claim, 500)}",
        prose(check.note, 900) if check.note else "",
        f"-# {linked}" if linked else f"-# {_without_source(check)}",
    )
    return "\n".join(line for line in lines if line)


def _without_source(check: Check) -> str:
    return "General knowledge, no source at hand" if check.verdict == "confirmed" else "No source found"


def _pages(blocks: list[str]) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    for block in blocks:
        if pages[-1] and sum(map(len, pages[-1])) + len(block) > _PAGE_BUDGET:
            pages.append([])
        pages[-1].append(block)
    return pages
