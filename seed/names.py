"""`names.yaml` of a translation: the words that films share (people, countries, themes …) in another language."""

from __future__ import annotations

from typing import Any, Final

from . import limits
from .problems import Problem
from .reading import Block
from .records import RecordReader

KINDS: Final = (
    "people", "characters", "credit_notes", "title_notes",
    "countries", "languages", "genres", "themes", "tones", "studios",
)  # fmt: skip
"""Of each kind: the word as film records have it, and its translation."""


class Names:
    """The words of one language, as far as they were read; what a later file says wins."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._words: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}

    def add(self, content: Any, file: str, problems: list[Problem]) -> None:
        """Take what a file holds; what is wrong with it is added to `problems`."""
        if not isinstance(content, Block):
            problems.append(Problem(file, 1, f"expected some of {', '.join(KINDS)}, each with its words"))
            return
        for kind, words in content.items():
            if kind not in KINDS or not isinstance(words, Block):
                what = f"“{kind[:60]}”: expected some of {', '.join(KINDS)}, each with its words"
                problems.append(Problem(file, content.line_of(kind), what))
                continue
            self._words[kind] |= self._read(words, file, problems)

    def get(self, kind: str, word: str) -> str | None:
        """The word in this language, None where nobody gave it."""
        return self._words[kind].get(word)

    def _read(self, words: Block, file: str, problems: list[Problem]) -> dict[str, str]:
        def complain(name: str, text: str) -> None:
            problems.append(Problem(file, words.line_of(name), text))

        reader = RecordReader(words, complain, this_year=0)
        return {word: said for word in words if (said := reader.text(word, limits.NAME))}
