"""What a filter asks for, in words: for everything that deals or recommends."""

from __future__ import annotations

from bot.domain.deck import Condition, Filter
from bot.services import random as random_service
from bot.services.view import View
from bot.ui.deal import described
from bot.ui.kit.language import Language


def conditions(language: Language, catalogue: View, wanted: Filter) -> dict[Condition, str]:
    """Each condition of the filter, as markdown. Raise ListNotFoundError if its list is gone."""
    list_title, theme = random_service.names_of(catalogue, wanted, language.code)
    return described(language, wanted, list_title=list_title, theme=theme)
