"""What is stored of a member, table by table: told on the page about the bot, and before it is erased."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bot.ui.kit.language import N_, NN_, Language


@dataclass(frozen=True, slots=True)
class Kept:
    """What a table keeps of members, in English words that are looked up."""

    what: str
    """What it keeps and why."""
    rows: tuple[str, str]
    """How one and how several of its rows are called."""


KEPT: Final[Mapping[str, Kept]] = {
    # Translators: a list of what is stored about a member, each with its reason.
    "seen": Kept(
        N_(
            "**The films you have seen** and when, for your progress on lists, and to leave them out when you ask"
        ),
        NN_("{count} seen film", "{count} seen films"),
    ),
    "watchlist": Kept(
        N_("**The films you want to see** and since when"),
        NN_("{count} film on your watchlist", "{count} films on your watchlist"),
    ),
    "member_settings": Kept(
        N_("**Your settings**, if you changed any: which films you are shown, and in which language"),
        NN_("{count} entry of settings", "{count} entries of settings"),
    ),
    "import_rows": Kept(
        N_("**The films of a file you import**, for an hour, so that you can confirm and undo it"),
        NN_(
            "{count} film from a file you imported, waiting to be confirmed or undone",
            "{count} films from a file you imported, waiting to be confirmed or undone",
        ),
    ),
    "decks": Kept(
        N_(
            "**The decks that `/random` keeps for you**, in private and for films you have (not) seen: nothing comes "
            "twice"
        ),
        NN_("{count} deck of films", "{count} decks of films"),
    ),
    "deck_cards": Kept(
        N_("**The films that have come from these decks** in the round under way"),
        NN_("{count} film already dealt from your decks", "{count} films already dealt from your decks"),
    ),
    "quiz_answers": Kept(
        N_(
            "**Your answers in rounds of `/quiz`** until these are revealed; after that only how many answered, and "
            "how many were right"
        ),
        NN_(
            "{count} answer in a round of `/quiz` that waits to be revealed",
            "{count} answers in rounds of `/quiz` that wait to be revealed",
        ),
    ),
    "list_version_makers": Kept(
        N_(
            "**That you changed a list of a server**, as long as that version of the list is kept for undoing"
        ),
        NN_("{count} change of a server’s list", "{count} changes of servers’ lists"),
    ),
    "rehearsals": Kept(
        N_("**A list that you bring to a server**, for a day, until you publish it"),
        NN_("{count} list waiting to be published", "{count} lists waiting to be published"),
    ),
    "list_reports": Kept(
        N_("**What you tell a server’s curators** about films and lists, until they are done with it"),
        NN_("{count} report to curators", "{count} reports to curators"),
    ),
    "night_members": Kept(
        N_("**The nights you host, choose for, or come to**, for the club’s log"),
        NN_("{count} film night", "{count} film nights"),
    ),
    "night_votes": Kept(
        N_("**The films you vote for with `/night`**, so that you can change your votes"),
        NN_("{count} vote for a film", "{count} votes for films"),
    ),
    "night_ratings": Kept(
        N_("**Your stars for films a club watched**; others see only what all gave together"),
        NN_("{count} rating of a film night", "{count} ratings of film nights"),
    ),
    "night_reactions": Kept(
        N_("**Your sentence about a film a club watched**, shown without your name"),
        NN_("{count} sentence about a film night", "{count} sentences about film nights"),
    ),
    "nominations": Kept(
        N_("**The films you nominate for a server’s next night**, until they are put to the vote"),
        NN_("{count} nominated film", "{count} nominated films"),
    ),
}
"""Every table that keeps something of members. A test asks for every table."""


def stored(language: Language, tables: Sequence[str]) -> str:
    """What is kept of members and why, in plain words, table by table."""
    _ = language.gettext
    return "\n".join(
        [
            "**" + _("What is stored about you") + "**",
            _("Kept under your Discord account's number, and only for what you use:"),
            *(f"- {_(KEPT[table].what)}" for table in sorted(tables, key=list(KEPT).index)),
            _(
                "No names, no messages; of a channel only its number, with its deck and with what its server's "
                "managers set up for it, as a film of the day; of a server only its number, with its language, if "
                "somebody chose one, its time zone, its own lists, its film nights with where their messages stand, "
                "and the claims of its rounds of `/quiz`. "
                "`/me export` gives you all that is stored about you, `/me forget` erases it."
            ),
        ]
    )
