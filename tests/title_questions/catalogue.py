"""A catalogue of any size, the same one for the same seed: titles as films have them, some with Russian names.

Words are drawn by Zipf's law and new ones keep coming as the catalogue grows (Heaps' law, some 8 * n ** 0.6 of them),
as in real catalogues: 36,000 titles have about 20,000 different words, a third of them seen once.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path

from db.types import TitleRecord, stable_id

_COMMON = """
    man night love life girl house woman death king day world city boy street heart dark last lost red black blood big
    little time road river summer winter star moon sea fire gold dead great wild secret story war home game kid lady
    dream dance ghost train bride island mountain garden angel devil shadow light stranger return escape dawn storm
    silent broken golden white blue green iron stone paper glass crimson hidden final first second third two three
    seven twelve hundred thousand queen prince captain doctor sister brother father mother daughter son widow hunter
    soldier thief dancer pilot teacher rider cowboy sheriff bandit detective murder mystery revenge honor justice
    paradise heaven hell earth sky rain snow wind desert forest valley bridge tower castle palace prison hospital
    school station window door mirror letter ring sword knife gun bullet horse dog cat wolf bear bird eagle tiger
    monster vampire zombie alien robot future past tomorrow yesterday forever never always again beyond between under
"""
_RUSSIAN_COMMON = """
    человек ночь любовь жизнь дом женщина смерть город мальчик улица сердце последний красный чёрный белый маленький
    время дорога река лето зима звезда луна море огонь золотой мёртвый тайна история война игра сон призрак поезд
    остров гора сад тень свет возвращение заря буря тихий железный письмо зеркало окно дверь мост башня крепость
    солдат лётчик учитель сестра брат отец мать дочь журавль степь снег дождь ветер берег весна осень площадь
"""
_SYLLABLES = """
    ka ro mi len ta ver sto bel dan fi gor hal mar nes pol quin ra sil tor ul van wes yor zel bra cro dri
"""
_ENDINGS = "n ton ville s er son a ia land ley field y o ski"
_RUSSIAN_SYLLABLES = (
    "ка ро ми ле та ве сто бе да фи го ха ма не по кра ра си то ча ва жу зе бра кро дри щу лю"
)
_RUSSIAN_ENDINGS = "н в ва на ский ская ец ка рь та"
_FORMS = (
    "{0}", "{0}", "The {0}", "The {0}", "The {0} {1}", "{0} {1}", "{0} of {1}", "The {0} of {1}", "{0} and {1}",
    "{0} in the {1}", "The {0} from {1}", "A {0} for {1}", "{0}'s {1}", "{0} {1} {2}", "The {0} {1} {2}",
    "{0}: The {1} {2}", "{0} & {1}", "Mr. {0}", "{0} II", "{0} {1} 3", "The {0} Who {1} the {2}", "{0}-{1}",
)  # fmt: skip
_RUSSIAN_FORMS = ("{0}", "{0} {1}", "{0} и {1}", "{0} в {1}", "{0} — {1} {2}")


def catalogue(size: int, *, seed: int = 0, foreign: float = 0.02) -> Iterator[TitleRecord]:
    """So many films; a share of them foreign, with a Russian name."""
    rng = random.Random(seed)
    words = _Words(rng, _COMMON, _invented(rng, _SYLLABLES, _ENDINGS, _different(size)))
    russian_words = _invented(rng, _RUSSIAN_SYLLABLES, _RUSSIAN_ENDINGS, _different(size * foreign))
    russian = _Words(rng, _RUSSIAN_COMMON, russian_words)
    seen: dict[str, int] = {}
    for _ in range(size):
        title = words.fill(rng.choice(_FORMS))
        year = rng.randint(1920, 2023)
        names = (russian.fill(rng.choice(_RUSSIAN_FORMS)).capitalize(),) if rng.random() < foreign else ()
        slug = f"{title}-{year}".lower().replace(" ", "-")
        seen[slug] = number = seen.get(slug, 0) + 1
        slug = slug if number == 1 else f"{slug}-{number}"
        yield TitleRecord(stable_id(slug), slug, title, year, year, names, (), None, None, 0)


def write_records(file: Path, records: Iterable[TitleRecord]) -> None:
    """The same as film records of a content folder, one a line."""
    with file.open("w", encoding="utf-8") as lines:
        for record in records:
            line = {"title": record.title, "year": record.year, "alternative_titles": list(record.names)}
            lines.write(json.dumps(line, ensure_ascii=False) + "\n")


class _Words:
    """Words with a capital, the first of them the most common."""

    def __init__(self, rng: random.Random, common: str, rare: list[str]) -> None:
        self._rng = rng
        self._words = list(dict.fromkeys([word.capitalize() for word in (*common.split(), *rare)]))
        self._sums = list(accumulate(1 / (rank + 12) for rank in range(len(self._words))))

    def fill(self, form: str) -> str:
        return form.format(*self._rng.choices(self._words, cum_weights=self._sums, k=3))


def _different(size: float) -> int:
    return int(8 * size**0.6)


def _invented(rng: random.Random, syllables: str, endings: str, count: int) -> list[str]:
    first, last = syllables.split(), endings.split()
    return ["".join(rng.choices(first, k=rng.randint(1, 3))) + rng.choice(last) for _ in range(count)]
