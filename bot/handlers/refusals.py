"""What a member reads where a use case refuses: exception class -> sentence, to be looked up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.services.catalogue import CatalogueNotReadyError
from bot.services.daily import NoSuchChannelError, TooManyChannelsError
from bot.services.random import NotATimeError, NothingToDealError, UnknownDecadeError, UnknownThemeError
from bot.ui.kit.language import N_

SENTENCES: Final[Mapping[type[BaseException], str]] = {
    CatalogueNotReadyError: N_(
        "I am still loading the titles. Try again in a few seconds; `/list` works already."
    ),
    NothingToDealError: N_("There is no film to deal here yet. `/list` shows what there is."),
    NotATimeError: N_(
        "I cannot read that as a time. Say how long it may be, as `120`, `2h` or `1:45`, or when it must be over, "
        "as `until 23:00`."
    ),
    UnknownDecadeError: N_("I cannot read that as a decade. Say `1970s`, `70s` or `1970`."),
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
