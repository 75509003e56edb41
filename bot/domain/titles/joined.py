"""A federated search over two title indexes: the small one of a server's lists before that of everywhere."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from typing import Protocol

from bot.domain.titles import score
from bot.domain.titles.match import IndexAnswer, Match

_NEAREST = 3


class Index(Protocol):
    """What both can do; see TitleIndex."""

    def find(self, text: str) -> IndexAnswer[Match]: ...

    def complete(self, text: str, limit: int) -> list[Match]: ...

    def get(self, film_id: int) -> Match | None: ...


class JoinedTitles:
    """Both indexes as one. A film that is in both is shown as the first has it."""

    def __init__(self, own: Index, others: Index) -> None:
        self._own = own
        self._others = others

    def get(self, film_id: int) -> Match | None:
        """See TitleIndex.get."""
        return self._own.get(film_id) or self._others.get(film_id)

    def complete(self, text: str, limit: int) -> list[Match]:
        """See TitleIndex.complete; with nothing typed, the server's films come first."""
        return _joined(self._own.complete(text, limit), self._others.complete(text, limit))[:limit]

    def find(self, text: str) -> IndexAnswer[Match]:
        """See TitleIndex.find. Scores compare between indexes, so the better answer is shown first."""
        answers = [self._own.find(text), self._others.find(text)]
        sure = [one for one in answers if one.kind in {"one", "several"}]
        if sure:
            best, *rest = _joined(*(one.matches for one in sure))
            close = [one for one in rest if one.score > best.score - score.CLOSE]
            return IndexAnswer("several" if close else "one", (best, *close))
        near = _joined(*(one.matches for one in answers))[:_NEAREST]
        if near:
            return IndexAnswer("near", tuple(near))
        return answers[1]


def _joined(own: Iterable[Match], others: Iterable[Match] = ()) -> list[Match]:
    """Merged by score, each film once, and each in its index's order; of equally good ones the server's first."""
    waiting = [deque(own), deque(others)]
    found: dict[int, Match] = {}
    while any(waiting):
        head = max((one for one in waiting if one), key=lambda one: one[0].score)
        match = head.popleft()
        found.setdefault(match.id, match)
    return list(found.values())
