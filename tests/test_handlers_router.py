"""The table of handlers is complete at the start, or there is no start."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from bot.handlers.router import Command, IncompleteTableError, Press, Router, check, press
from bot.ui.kit.button_state import STATES, MarkState
from bot.ui.kit.custom_id import FORMS


class Nothing:
    """Handlers of no form."""

    def commands(self) -> Iterable[Command]:
        return []


class Doubled(Nothing):
    @press("seen:mark")
    async def one(self, press: Press[MarkState]) -> None: ...

    @press("seen:mark")
    async def other(self, press: Press[MarkState]) -> None: ...


def test_a_form_without_a_handler_stops_the_start() -> None:
    with pytest.raises(IncompleteTableError, match=r"no handler for .*card:show"):
        Router([Nothing()])


def test_a_handler_without_a_form_stops_the_start() -> None:
    with pytest.raises(IncompleteTableError, match="no state carries seen:dream"):
        check(FORMS, {**FORMS, "seen:dream": None})


def test_two_handlers_for_one_form_stop_the_start() -> None:
    with pytest.raises(IncompleteTableError, match="two handlers for seen:mark"):
        Router([Doubled()])


def test_no_form_belongs_to_two_states() -> None:
    forms = [form for state in STATES for form in state.FORMS]
    assert sorted(forms) == sorted(set(forms))
