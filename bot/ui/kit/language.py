"""The languages that members read: every sentence of ours is looked up in the catalogue of one of them (GNU gettext).

A page is handed the language of its reader; nothing is global. Sentences stand in the code in English, whole and with
named placeholders. Each other language is a file `bot/locale/<code>/LC_MESSAGES/kinoteka.po`, compiled beside it to
`kinoteka.mo` (`make messages`); what a file lacks is shown in English.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path
from typing import Final

LOCALE: Final = Path(__file__).parents[2] / "locale"
DOMAIN: Final = "kinoteka"
ENGLISH: Final = "en"


@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """One language. There is one object for each, so caches may be keyed by it."""

    code: str
    """Two letters (ISO 639-1)."""
    catalogue: NullTranslations

    def gettext(self, message: str, **values: object) -> str:
        """A sentence with its placeholders filled in."""
        return _filled(self.catalogue.gettext(message), values)

    def pgettext(self, context: str, message: str, **values: object) -> str:
        """The same where a word alone could mean several things."""
        return _filled(self.catalogue.pgettext(context, message), values)

    def ngettext(self, one: str, many: str, count: int, **values: object) -> str:
        """A sentence about a number of things, which stands in it as {count}."""
        said = self.catalogue.ngettext(one, many, count)
        return _filled(said, {"count": self.number(count), **values})

    def number(self, number: int) -> str:
        """A number with its thousands set apart: "1,234"."""
        # Translators: what stands between the thousands of a number, as in 1,234.
        return f"{number:,}".replace(",", self.pgettext("between thousands", ","))

    def decimal(self, number: float) -> str:
        """A number with one digit after the point: "1.5"."""
        # Translators: what stands before the decimals of a number, as in 1.5.
        return f"{number:.1f}".replace(".", self.pgettext("before decimals", "."))

    def enumeration(self, words: Sequence[str]) -> str:
        """One word, "red and blue", or "red, blue and green"."""
        if len(words) < 2:
            return "".join(words)
        # Translators: the end of an enumeration; {words} are separated by commas.
        return self.pgettext("enumeration", "{words} and {last}", words=", ".join(words[:-1]), last=words[-1])

    @property
    def name(self) -> str:
        """What its speakers call it."""
        # Translators: the name of the language you translate into, in that language, with a capital.
        return self.pgettext("the name of this very language", "English")


@lru_cache(1)
def languages() -> Mapping[str, Language]:
    """Every language by its code, English first."""
    found = {ENGLISH: Language(ENGLISH, NullTranslations())}
    for path in sorted(LOCALE.glob(f"*/LC_MESSAGES/{DOMAIN}.mo")):
        with path.open("rb") as file:
            code = path.parents[1].name
            found[code] = Language(code, GNUTranslations(file))
    return found


def language(code: str) -> Language:
    """The language of this code; English where there is none (any more)."""
    known = languages()
    return known.get(code) or known[ENGLISH]


def code_of(locale: str | None) -> str | None:
    """The code of the language that a locale of Discord's ("en-US", "ru") names; None if we do not speak it."""
    code = (locale or "").split("-")[0]
    return code if code in languages() else None


# Marks for sentences that are looked up later, under their English words; Babel finds them by these names.


def N_(message: str) -> str:  # noqa: N802  # gettext's own name for it
    """A sentence for `gettext`."""
    return message


def NN_(one: str, many: str) -> tuple[str, str]:  # noqa: N802
    """A sentence for `ngettext`."""
    return one, many


def NP_(context: str, message: str) -> str:  # noqa: N802, ARG001  # the context is for Babel
    """A word for `pgettext`, to be looked up with the same context."""
    return message


def _filled(message: str, values: Mapping[str, object]) -> str:
    return message.format_map(values) if values else message
