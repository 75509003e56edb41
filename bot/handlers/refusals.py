"""What a member reads where a use case refuses: exception class -> sentence, to be looked up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.domain.curate.edits import ListFullError
from bot.services.catalogue import CatalogueNotReadyError
from bot.services.curate import ChangedMeanwhileError, GoneError
from bot.services.curate_import import NothingWaitsError
from bot.services.daily import NoSuchChannelError, TooManyChannelsError
from bot.services.quiz import ClaimGoneError
from bot.services.random import NotATimeError, NothingToDealError, UnknownDecadeError, UnknownThemeError
from bot.ui.kit.language import N_

SENTENCES: Final[Mapping[type[BaseException], str]] = {
    CatalogueNotReadyError: N_(
        "I am still loading the titles. Try again in a few seconds; `/list` works already."
    ),
    NothingToDealError: N_("There is no film to deal here yet. `/list` shows what there is."),
    ClaimGoneError: N_("This claim is no longer asked: the list has changed since. `/quiz` has others."),
    NotATimeError: N_(
        "I cannot read that as a time. Say how long it may be, as `120`, `2h` or `1:45`, or when it must be over, "
        "as `until 23:00`."
    ),
    UnknownDecadeError: N_("I cannot read that as a decade. Say `1970s`, `70s` or `1970`."),
    GoneError: N_(
        "That is no longer there: another curator has deleted or changed it meanwhile. `/curate lists` shows what "
        "there is."
    ),
    ChangedMeanwhileError: N_(
        "Somebody has changed the list since, so this was not undone. “Versions” shows what there is."
    ),
    NothingWaitsError: N_(
        "This list no longer waits to be published: it was published, dropped, or has waited for too long. "
        "`/curate import` takes it again."
    ),
    ListFullError: N_("The list is full: it has as many films as a list can have."),
    UnknownThemeError: N_(
        "No film on any list has that theme. Type a letter or two and pick from what appears."
    ),
    NoSuchChannelError: N_(
        "There is no film of the day in that channel any more. `/daily show` shows what there is."
    ),
    TooManyChannelsError: N_(
        "25 channels of this server have a film of the day already. Stop one of them first: `/daily show`."
    ),
}
