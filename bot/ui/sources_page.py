"""The page of sources: every check of an entry with its verdict and links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.ui.kit import colour
from bot.ui.kit.button_state import SourcesState
from bot.ui.kit.components import button, row, rule, words
from bot.ui.kit.language import N_, Language
from bot.ui.kit.message import Answer, notice
from bot.ui.kit.text import escape, heading, joined, link, prose, shorten
from db.types import Check, Entry, Verdict

_PAGE_BUDGET = 3000
_STAMPS: Final[Mapping[Verdict, str]] = {
    # Translators: an editor's verdict on a claim, which follows it.
    "confirmed": N_("✓ Confirmed"),
    "misleading": N_("✏️ Misleading"),
    "wrong": N_("✏️ Wrong"),
    "unverifiable": N_("❔ Could not be confirmed"),
}


def sources_page(language: Language, entry: Entry, page: int) -> Answer:
    """Every check of an entry with verdict and links; pages if they do not fit one message."""
    _ = language.gettext
    title = "### " + joined([_("Sources"), escape(heading(entry.listed_title, entry.listed_year))])
    signed = "-# " + _("{list}, no. {rank}", list=escape(entry.list_title), rank=entry.rank)
    if not entry.checks:
        unchecked = _("No editor has checked this entry yet.")
        return notice(language, f"{title}\n{signed}\n{unchecked}")
    pages = _pages([_whole(language, check) for check in entry.checks])
    page = min(page, len(pages) - 1)
    items = [words(f"{title}\n{signed}"), rule(), words("\n\n".join(pages[page]))]
    if len(pages) > 1:
        before, after = SourcesState(entry.id, max(page - 1, 0)), SourcesState(entry.id, page + 1)
        items.append(words("-# " + _("Page {page} of {pages}", page=page + 1, pages=len(pages))))
        items.append(
            row(
                button("sources:prev", before, _("◀ Previous"), enabled=page > 0),
                button("sources:next", after, _("Next ▶"), enabled=page + 1 < len(pages)),
            )
        )
    return Answer(language, tuple(items), colour.of_list(entry.list_slug, entry.list_colour))


def _whole(language: Language, check: Check) -> str:
    """One check: what was judged, how, and where it can be read."""
    linked = joined(link(shorten(source.name, 80), source.url) for source in check.sources[:8])
    _ = language.gettext
    verdict = _("Put right since the first edition") if check.history else _(_STAMPS[check.verdict])
    lines = (
        _("**{label}:** {text}", label=verdict, text=prose(check.claim, 500)),
        prose(check.note, 900) if check.note else "",
        f"-# {linked}" if linked else f"-# {_without_source(language, check)}",
    )
    return "\n".join(line for line in lines if line)


def _without_source(language: Language, check: Check) -> str:
    if check.verdict == "confirmed":
        return language.gettext("General knowledge, no source at hand")
    return language.gettext("No source found")


def _pages(blocks: list[str]) -> list[list[str]]:
    pages: list[list[str]] = [[]]
    for block in blocks:
        if pages[-1] and sum(map(len, pages[-1])) + len(block) > _PAGE_BUDGET:
            pages.append([])
        pages[-1].append(block)
    return pages
