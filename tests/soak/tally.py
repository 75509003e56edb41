"""What became of every interaction: answered, late, lost and by whose fault, answered twice."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from bot.preview.channel import Exchange
from bot.preview.faults import Fault
from tests.soak.fault_schedule import Weather

PATIENCE = 3.0
"""Seconds that Discord waits for a first response."""
ENOUGH = 1.0
"""Seconds that a bot is granted at a bad moment, from an interaction's arrival to its answer: after an outage all that
was missed arrives at once."""
STARVED = 0.75
"""Seconds of the three for which bot and stand-in together waited for the processor: the machine was too busy."""
_UNKNOWN_INTERACTION = 10062
_EXPECTED = {_UNKNOWN_INTERACTION, 10015, 40060}
"""Codes of refusals that a fault brings about: too late, or acknowledged before (by our own first try)."""
_DONE = {"answered", "updated", "choices", "modal"}
_APOLOGY = "under the code"
_BUSY = "busy right now"


@dataclass
class Tally:
    """Counts exchanges once they are old enough for nothing more to come."""

    sent: int = 0
    answered: int = 0
    deferred: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    """Without an answer, by what Discord or the network did; nobody could have answered."""
    ours: list[str] = field(default_factory=list)
    """Without an answer though there was time for one."""
    twice: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    """Answers that Discord would not take."""
    apologies: Counter[str] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    """Until the first response, of everything answered."""
    untouched: list[float] = field(default_factory=list)
    """The same of interactions that no fault befell."""
    befallen: defaultdict[str, list[tuple[float, Fault]]] = field(default_factory=lambda: defaultdict(list))
    """Faults, and when, by id or token of an interaction."""

    def note(self, now: float, fault: Fault, about: str) -> None:
        """A fault befell an interaction (its id), or a request (its path)."""
        parts = about.split("/")
        key = (
            parts[2] if parts[1:2] == ["interactions"] else parts[3] if parts[1:2] == ["webhooks"] else about
        )
        self.befallen[key].append((now, fault))

    def count(self, exchange: Exchange, weather: Weather) -> None:
        faults = self.befallen.pop(str(exchange.id), []) + self.befallen.pop(exchange.token, [])
        self.sent += 1
        new = [one for one in [*exchange.followups, exchange.message] if one and one is not exchange.origin]
        said = [one for one in new if not one.deleted and one.texts()]
        answers = len(said) + (exchange.state == "updated")
        if answers > 1:
            self.twice.append(f"{exchange.about}: {[one.texts()[:1] for one in said]}, {exchange.state}")
        refusals = [one for one in exchange.refusals if one.get("code") not in _EXPECTED]
        if refusals:
            self.refused.append(f"{exchange.about}: {refusals}")
        for message in said:
            text = "\n".join(message.texts())
            if _APOLOGY in text:
                self.apologies["with a code"] += 1
            elif _BUSY in text:
                self.apologies["busy"] += 1
        if exchange.answered_after is None or not (answers or exchange.state in _DONE):
            self._lost(exchange, faults, weather)
            return
        self.answered += 1
        self.seconds.append(exchange.answered_after)
        hindered = faults or any(begun <= exchange.created <= ended for begun, ended in weather.outages)
        if not hindered:
            self.untouched.append(exchange.answered_after)

    def _lost(self, exchange: Exchange, faults: list[tuple[float, Fault]], weather: Weather) -> None:
        created, due = exchange.created, exchange.created + PATIENCE
        away = [ended for begun, ended in weather.outages if begun - 0.1 <= due and ended >= created]
        names = sorted({fault for _, fault in faults})
        if any(begun - 0.1 <= created <= ended for begun, ended in weather.new_sessions):
            self.lost["Discord had lost the session"] += 1
        elif away and max(away) > due - ENOUGH:
            self.lost["the gateway was away"] += 1
        elif faults and max(at for at, _ in faults) + _weight(faults[-1][1]) > due - ENOUGH:
            self.lost[f"every try befallen: {', '.join(names)}"] += 1
        elif weather.queued_between(created, due) > STARVED:
            self.lost["others had the processor"] += 1
        else:
            late = any(one.get("code") == _UNKNOWN_INTERACTION for one in exchange.refusals)
            when = ", ".join(f"{fault} at {at - created:.2f}" for at, fault in faults)
            gone = ", ".join(f"{ended - created:.2f}" for ended in away)
            self.ours.append(
                f"{exchange.kind} {exchange.about[:60]}: {'late' if late else exchange.state};"
                f" faults: {when or 'none'}; gateway back after: {gone or '-'}"
            )


def _weight(fault: Fault) -> float:
    """Seconds until the bot can know that a try came to nothing."""
    return 1.5 if fault.startswith("hang") else 0.3


def percentile(values: list[float], share: float) -> float:
    """In milliseconds."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)] * 1000 if ordered else 0.0
