"""The faults as they are switched on the page: off, so many times, or until switched off; and what each befell."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable

from bot.preview import world
from bot.preview.channel import Exchange, Impossible
from bot.preview.faults import ANSWER_FAULTS, ARRIVAL_FAULTS, Fault
from bot.preview.standin import StandIn
from bot.preview.world import Json

GATEWAY_AWAY = "gateway_away"
"""Not one fault at one moment: no connection to the gateway until it is switched off."""
RIGHTS = {
    "no_attach_files": world.ATTACH_FILES,
    "no_create_events": world.CREATE_EVENTS,
    "no_send_messages": world.SEND_MESSAGES,
    "no_read_message_history": world.READ_MESSAGE_HISTORY,
    "no_create_public_threads": world.CREATE_PUBLIC_THREADS,
}
"""Rights that the bot does without on the server until it is switched off."""
MOST = 100
"""Times that a fault can be ordered at once."""
_REMEMBERED = 1_000

_FAULTS: dict[str, Fault] = {fault: fault for fault in (*ANSWER_FAULTS, *ARRIVAL_FAULTS)}


class Switches:
    """The stand-in's faults, for all who look at the page."""

    def __init__(self, standin: StandIn, changed: Callable[[], None]) -> None:
        """`changed` is called after each fault that happened."""
        self._standin = standin
        self._changed = changed
        self._befallen: OrderedDict[str, list[Fault]] = OrderedDict()

    def open(self) -> None:
        self._standin.faults.observers.append(self._note)

    def close(self) -> None:
        """Stop looking; what is switched on stays so."""
        if self._note in self._standin.faults.observers:
            self._standin.faults.observers.remove(self._note)

    def state(self) -> Json:
        """By name: how many `times` it will still happen (null: until switched off), how often it `happened`."""
        faults = self._standin.faults
        state: Json = {
            name: {
                "times": None if fault in faults.rates else faults.ordered(fault),
                "happened": faults.happened[fault],
            }
            for name, fault in _FAULTS.items()
        }
        lasting = {GATEWAY_AWAY: faults.gateway_refused}
        lasting |= {name: bool(self._standin.own.withheld & right) for name, right in RIGHTS.items()}
        return state | {name: {"times": None if on else 0, "happened": 0} for name, on in lasting.items()}

    def switch(self, name: str, times: int | None) -> None:
        """Have it happen so many times from now on; 0: no more, None: until switched off. Raise Impossible."""
        faults = self._standin.faults
        if times is not None and not 0 <= times <= MOST:
            raise Impossible(f"a fault happens 0 to {MOST} times")
        if name in (GATEWAY_AWAY, *RIGHTS):
            if times:
                raise Impossible(f"{name} lasts until it is switched off")
            if name in RIGHTS:
                own, right = self._standin.own, RIGHTS[name]
                own.withheld = own.withheld | right if times is None else own.withheld & ~right
                return
            faults.gateway_refused = times is None
            if faults.gateway_refused:
                self._standin.drop_gateway()
            return
        if name not in _FAULTS:
            raise Impossible(f"there is no fault {name!r}")
        fault = _FAULTS[name]
        faults.cancel(fault)
        if times is None:
            faults.rates[fault] = 1.0
        else:
            faults.next(*[fault] * times)

    def calm(self) -> None:
        """Switch all off."""
        self._standin.faults.calm()
        self._standin.own.withheld = 0

    def befell(self, exchange: Exchange) -> list[str]:
        """The faults that befell an exchange: first on the way to the bot, then its answers one by one."""
        return [fault for key in (str(exchange.id), exchange.token) for fault in self._befallen.get(key, ())]

    def _note(self, fault: Fault, about: str) -> None:
        key = _key(about.split("/"))
        self._befallen.setdefault(key, []).append(fault)
        if len(self._befallen) > _REMEMBERED:
            self._befallen.popitem(last=False)
        self._changed()


def _key(parts: Iterable[str]) -> str:
    """An interaction's id, where the request names it, else its token."""
    match list(parts):
        case ["", "interactions", interaction_id, *_]:
            return interaction_id
        case ["", "webhooks", _, token, *_]:
            return token
        case [*_, last]:
            return last
        case _:
            return ""
