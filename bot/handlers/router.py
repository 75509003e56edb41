"""The table of handlers: which function answers which command and which press.

A press is looked up once, by the form of its custom id: form -> state -> handler. The table is filled by the decorator
`press` and complete at the start: a form without a handler, a handler without such a form, or two for one form end the
program. There is no default.
"""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, Generic, Literal, Protocol, TypeVar

from discord import InteractionType, app_commands

from bot.domain.viewer import Viewer
from bot.handlers.viewer import is_own_message, viewer_of
from bot.runtime.reply import Interaction
from bot.runtime.spoken import spoken
from bot.ui.kit.custom_id import FORMS, form_of, language_code_of, read
from bot.ui.kit.language import Language, language
from bot.ui.kit.modal import Filled, filled

S_co = TypeVar("S_co", covariant=True)

Answers = Literal["in place", "for all", "privately", "publicly"]
"""Where a press is answered: in place of the message that was pressed (another member's press: with a private copy), in
its place whoever presses, with a new message for the member alone, or with one for everybody."""
Command = app_commands.Command[Any, ..., Any] | app_commands.Group | app_commands.ContextMenu

_MARK: Final = "__press__"
NOTHING_FILLED: Final = Filled()


@dataclass(frozen=True, slots=True)
class Press(Generic[S_co]):
    """A button or select that was pressed, or a modal that was sent off."""

    interaction: Interaction
    viewer: Viewer
    """Who presses, with the language of what its handler answers in the usual place; see `Answers`."""
    form: str
    state: S_co
    """What the custom id holds."""
    value: str
    """The option chosen of a select; empty for a button."""
    filled: Filled = NOTHING_FILLED
    """What a modal was sent off with."""

    @property
    def language(self) -> Language:
        """The language of the answer in the usual place: that of the message that takes its place, of a new one for the
        member alone theirs, of one for everybody the server's.
        """
        return language(self.viewer.language)

    @property
    def members_language(self) -> Language:
        """The language of what only the member sees beside the usual answer."""
        return spoken(self.interaction).member


Handler = Callable[[Press[Any]], Awaitable[None]]
F = TypeVar("F", bound=Callable[..., Awaitable[None]])


class Handlers(Protocol):
    """The handlers of one noun: a file of this room. Its methods under `press` answer presses."""

    def commands(self) -> Iterable[Command]:
        """The slash commands of this noun; none where it has only presses."""


def press(*forms: str, answers: Answers = "in place") -> Callable[[F], F]:
    """Decorate the method that answers presses of these forms, each "noun:verb"."""

    def register(method: F) -> F:
        setattr(method, _MARK, (forms, answers))
        return method

    return register


class IncompleteTableError(Exception):
    """A form without a handler, a handler without a form, or two handlers for one form: a bug, found at the start."""


class Router:
    """Every press goes through here."""

    def __init__(self, handlers: Iterable[Handlers]) -> None:
        """Raise IncompleteTableError unless every form has exactly one handler."""
        self._table: dict[str, tuple[Handler, Answers]] = {}
        for one in handlers:
            for _, method in inspect.getmembers(one, lambda member: hasattr(member, _MARK)):
                forms, answers = getattr(method, _MARK)
                for form in forms:
                    if form in self._table:
                        raise IncompleteTableError(f"two handlers for {form}")
                    self._table[form] = method, answers
        check(FORMS, self._table)

    def is_private(self, interaction: Interaction) -> bool:
        """Whether the answer to a press will be for the member alone, should it have to be deferred."""
        _, answers = self._table.get(form_of(_custom_id(interaction)), (None, "privately"))
        return answers == "privately" or (answers == "in place" and not is_own_message(interaction))

    async def answer(self, interaction: Interaction) -> None:
        """Answer one press; raise CustomIdError for an id we never gave out."""
        form, state = read(_custom_id(interaction))
        data: Mapping[str, Any] = interaction.data or {}
        value = str((data.get("values") or [""])[0])
        handler, answers = self._table[form]
        viewer = viewer_of(interaction, private=answers != "publicly")
        if answers == "for all" or (answers == "in place" and is_own_message(interaction)):
            viewer = replace(viewer, language=language(language_code_of(_custom_id(interaction))).code)
        modal = interaction.type is InteractionType.modal_submit
        sent = filled(data) if modal else NOTHING_FILLED
        await handler(Press(interaction, viewer, form, state, value, sent))


def _custom_id(interaction: Interaction) -> str:
    data: Mapping[str, Any] = interaction.data or {}
    return str(data.get("custom_id", ""))


def check(forms: Mapping[str, object], handled: Mapping[str, object]) -> None:
    """Raise IncompleteTableError unless both have the same forms."""
    if alone := sorted(forms.keys() - handled.keys()):
        raise IncompleteTableError(f"no handler for {', '.join(alone)}")
    if alone := sorted(handled.keys() - forms.keys()):
        raise IncompleteTableError(f"no state carries {', '.join(alone)}")
