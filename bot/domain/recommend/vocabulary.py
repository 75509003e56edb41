"""The words of recommendations, before anything is made of them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Concept:
    """One meaning with the words for it."""

    name: str
    words: tuple[str, ...]
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """What a word stands for that is not in any text: a span of years, or of minutes."""

    words: tuple[str, ...]
    least: int | None
    most: int | None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that is known of words; made from files, see seed.vocabulary."""

    concepts: tuple[Concept, ...] = ()
    years: tuple[Span, ...] = ()
    minutes: tuple[Span, ...] = ()
    ignored: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    """Words that refuse what follows: "not", "without", "не"."""
    turns: tuple[str, ...] = ()
    """Words that end a refusal: "but", "а"."""
    likenesses: tuple[str, ...] = ()
    """Phrases that a title follows: "similar to", "похоже на"."""

    def to_json(self) -> str:
        """As it is stored."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Vocabulary:
        """What `to_json` made."""
        stored = json.loads(text)
        concepts = stored.pop("concepts")
        years, minutes = (
            tuple(Span(tuple(one["words"]), one["least"], one["most"]) for one in stored.pop(name))
            for name in ("years", "minutes")
        )
        return cls(
            tuple(Concept(one["name"], tuple(one["words"]), tuple(one["near"])) for one in concepts),
            years,
            minutes,
            **{name: tuple(found) for name, found in stored.items()},
        )
