"""In which languages a member is answered: what they chose, and what their server did."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from time import monotonic
from typing import Final

from bot.domain.viewer import Viewer
from bot.services.catalogue import Catalogue
from db import languages
from db.types import ChosenLanguages

_SECONDS: Final = 60.0
"""A choice made in another process counts after so long."""
_MOST: Final = 4096


class ChosenLanguagesCache:
    """An LRU cache of what was chosen, each for a minute: a question before every answer cost half of the answer.

    What is chosen in this process counts at once.
    """

    def __init__(self, catalogue: Catalogue, clock: Callable[[], float] = monotonic) -> None:
        """`clock` gives seconds and never goes back."""
        self._catalogue = catalogue
        self._clock = clock
        self._known: OrderedDict[tuple[int, int], tuple[float, ChosenLanguages]] = OrderedDict()

    async def chosen(self, member: int, server: int) -> ChosenLanguages:
        """What a member chose, and what was chosen for the server they are on (0: none). Raise StoreError."""
        key = member, server
        until, known = self._known.get(key, (0.0, ChosenLanguages()))
        if self._clock() < until:
            self._known.move_to_end(key)
            return known
        async with self._catalogue.database.read(snapshot=False) as session:
            found = await languages.chosen(session, member, server)
        self._known[key] = self._clock() + _SECONDS, found
        self._known.move_to_end(key)
        if len(self._known) > _MOST:
            self._known.popitem(last=False)
        return found

    def clear(self) -> None:
        """Ask anew: something was chosen, or erased."""
        self._known.clear()


async def choose_for_server(catalogue: Catalogue, viewer: Viewer, code: str) -> None:
    """Public answers in the viewer's server are in this language; empty: whatever Discord says."""
    async with catalogue.database.write() as session:
        await languages.choose_for_server(session, viewer.server, code)
    catalogue.language_chosen()
