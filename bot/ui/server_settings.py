"""What a server's managers read of its settings."""

from __future__ import annotations

from bot.ui.kit.language import Language
from bot.ui.kit.message import Answer, notice


def language_chosen(language: Language, chosen: Language | None) -> Answer:
    """In which language public answers will be; None: whatever Discord says of the server, or of who asks."""
    _ = language.gettext
    if chosen is None:
        said = _(
            "What everyone here sees will be in the language of the server, if it has set one, else in that of whoever "
            "asks."
        )
    else:
        # Translators: {language} is what its speakers call it, as in "Русский".
        said = _("What everyone here sees will be in this language: {language}.", language=chosen.name)
    return notice(language, said + " " + _("Messages that stand here already keep theirs."))
