"""Years and running times in a question: "after 2000", "from the 70s", "under two hours", "не дольше 90 минут".

They are read by regular expressions, in seven languages: numbers, units and comparatives are few and do not grow. What
words alone say ("short", "modern", "the sixties") stands in the thesaurus.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

Measure = Literal["years", "minutes"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a film's year or running time should be; both ends count."""

    text: str
    least: int | None
    most: int | None
    outside: bool = False
    """It should lie anywhere else."""
    refused: bool = False
    """Anything else is refused, so it holds even where nothing fits."""
    relative: bool = False
    """Less, or more, than that of a film which is named elsewhere; the ends are for want of one."""
    available: bool = False
    """It is the time there is: "3 hours". Who refuses it has not got as much."""
    film: int | None = None
    """The film it is relative to, if that was named with it."""

    def holds(self, value: int | None) -> bool:
        """Whether the value is as it should be; what is not known is not."""
        if value is None:
            return False
        inside = (self.least is None or value >= self.least) and (self.most is None or value <= self.most)
        return inside != self.outside

    @property
    def one_of_several(self) -> bool:
        """Whether it names a time among others: "the 70s or the 80s" means either."""
        return self.least is not None and self.most is not None and not self.outside


def opposite(bounds: Bounds, measure: Measure) -> Bounds:
    """The opposite: "not longer than two hours" is at most two hours, "not older than 1990" is 1990 and later."""
    if bounds.available and bounds.most is not None:
        return replace(bounds, most=bounds.most - 1, available=False, refused=True)
    step = 1 if measure == "years" else 0
    if bounds.least is not None and bounds.most is not None:
        return replace(bounds, outside=not bounds.outside, refused=True)
    least = None if bounds.most is None else bounds.most + step
    most = None if bounds.least is None else bounds.least - step
    return replace(bounds, least=least, most=most, refused=True)


def compared(bounds: Bounds, value: int | None) -> Bounds:
    """Relative bounds once it is known what to: "shorter" than a film of 90 minutes is at most 89."""
    if value is None:
        return bounds
    if bounds.most is not None:
        return replace(bounds, least=None, most=value - 1, relative=False)
    return replace(bounds, least=value + 1, most=None, relative=False)


@dataclass(frozen=True, slots=True)
class BoundsAt:
    """Bounds and where they stand in the text."""

    start: int
    end: int
    measure: Measure
    bounds: Bounds


def find_bounds(text: str) -> list[BoundsAt]:
    """Everything of the kind, in the order of the text, none within another."""
    found: list[BoundsAt] = []
    for one in (*_minutes(text), *_years(text)):
        if all(one.end <= other.start or one.start >= other.end for other in found):
            found.append(one)
    return sorted(found, key=lambda one: one.start)


def _any(*phrases: str) -> str:
    return "(?:" + "|".join(phrase.replace(" ", r"\s+") for phrase in phrases) + ")"


_NUMBERS: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "ninety": 90, "hundred": 100,
    "час": 1, "часа": 1, "одного": 1, "один": 1, "два": 2, "двух": 2, "три": 3, "трех": 3, "трёх": 3, "четыре": 4,
    "четырех": 4, "четырёх": 4, "полтора": 1.5, "полутора": 1.5, "ста": 100, "сто": 100, "девяноста": 90,
    "eine": 1, "einer": 1, "zwei": 2, "drei": 3, "anderthalb": 1.5, "eineinhalb": 1.5, "hundert": 100,
    "une": 1, "deux": 2, "trois": 3, "cent": 100, "una": 1, "dos": 2, "tres": 3, "cien": 100,
    "godzina": 1, "godziny": 1, "godzine": 1, "godzinę": 1, "dwie": 2, "dwoch": 2, "dwóch": 2, "trzy": 3, "trzech": 3,
    "poltorej": 1.5, "półtorej": 1.5, "stu": 100, "годину": 1, "години": 1, "дві": 2,
    "двох": 2, "трьох": 3, "півтори": 1.5,
}  # fmt: skip
_WORDS = "|".join(sorted((word for word in _NUMBERS if " " not in word), key=len, reverse=True))
_NUMBER = rf"(?P<number>\d+(?:[.,]\d+)?|(?<!\w)(?:{_WORDS})(?!\w))"
_HOUR = r"(?:hours?|hrs?|h|час\w*|ч|stunden?|std|heures?|horas?|godzin\w*|годин\w*)"
_MINUTE = r"(?:minutes?|minut\w*|mins?|min|m|минут\w*|мин|хвилин\w*|хв)"
_HALF = _any("and a half", "с половиной", "et demie?", "y media", "i pół", "i pol", "з половиною", "einhalb")
_LENGTH = (
    rf"(?:(?:an|a|the|einer?|une|una)\s+)??{_NUMBER}(?:\s*(?:(?P<hour>{_HOUR})|(?P<minute>{_MINUTE}))(?!\w)"
    rf"(?:\s*(?P<rest>\d\d)(?:\s*{_MINUTE})?(?!\w))?)?(?:\s+(?P<half>{_HALF})(?:\s+{_HOUR})?)?(?!\w)"
)
_AT_MOST = _any(
    "under", "less than", "below", "at most", "max(?:imum)?", "up to", "shorter than", "within", "in", "fewer than",
    "до", "меньше(?: чем)?", "менее(?: чем)?", "короче(?: чем)?", "максимум", "за", "в пределах", "не более",
    "unter", "weniger als", "höchstens", "maximal", "kürzer als", "bis(?: zu)?", "unterhalb von",
    "moins d[e']", "au plus", "au maximum", "plus courte? que", "jusqu'à", "menos de", "como máximo", "máximo",
    "hasta", "más cort[oa] que", "poniżej", "mniej niż", "maksymalnie", "najwyżej", "krótsz\\w+ niż", "do",
    "менше(?: за| ніж)?", "коротш\\w+(?: за| ніж)?",
)  # fmt: skip
_AT_LEAST = _any(
    "over", "more than", "longer than", "at least", "больше(?: чем)?", "более(?: чем)?", "дольше(?: чем)?",
    "длиннее(?: чем)?", "свыше", "минимум", "не менее", "не меньше", "über", "mehr als", "länger als", "mindestens",
    "plus d[e']", "au moins", "plus longue? que", "más de", "más larg[oa] que", "al menos", "ponad", "więcej niż",
    "dłuż\\w+ niż", "co najmniej", "понад", "більше(?: за| ніж)?", "довш\\w+(?: за| ніж)?", "щонайменше",
)  # fmt: skip
_ABOUT = _any(
    "about", "around", "roughly", "approximately", "some", "около", "примерно", "где-то", "etwa", "rund", "ungefähr",
    "environ", "alrededor de", "unos", "około", "mniej więcej", "близько", "приблизно",
)  # fmt: skip
_FLAGS = re.IGNORECASE
_MINUTES_BETWEEN = re.compile(
    rf"(?<![\d.,])(\d{{2,3}})\s*(?:-|–|to|and|до|bis|und|à|et|a|y|do|i|і|та)\s*(\d{{2,3}})\s*{_MINUTE}(?!\w)",
    _FLAGS,
)
_MINUTES_COMPARED = re.compile(
    rf"(?<!\w)(?:(?P<most>{_AT_MOST})|(?P<least>{_AT_LEAST})|(?P<about>{_ABOUT}))\s*{_LENGTH}", _FLAGS
)
_MINUTES_LEFT = re.compile(
    rf"(?<![\w.,])(?P<number>\d+(?:[.,]\d+)?)\s*(?:(?P<hour>{_HOUR})|(?P<minute>{_MINUTE}))(?!\w)"
    rf"(?:\s*(?P<rest>\d\d)(?!\w))?(?:\s+(?P<half>{_HALF}))?|(?<!\w)(?P<joined>\d)h(?P<joined_rest>\d\d)?(?!\w)",
    _FLAGS,
)
"""A bare length is the time there is: "I have 80 minutes"."""
_SHORTEST_BARE: Final = 20
""""Under three" says nothing, "under 90" does."""
_NEEDS_A_UNIT: Final = frozenset({"in", "за", "do"})
""""In 80 days" is no length."""
_MORE_OR_LESS: Final = 12
"""Minutes by which "about 90 minutes" may be missed."""


def _minutes(text: str) -> Iterator[BoundsAt]:
    for match in _MINUTES_BETWEEN.finditer(text):
        bounds = Bounds(match[0].strip(), int(match[1]), int(match[2]))
        yield BoundsAt(match.start(), match.end(), "minutes", bounds)
    for match in _MINUTES_COMPARED.finditer(text):
        value = _length(match)
        vague = (match["most"] or "").casefold() in _NEEDS_A_UNIT and not (match["hour"] or match["minute"])
        if value and not vague:
            about = match["about"] is not None
            least = value if match["least"] else value - _MORE_OR_LESS if about else None
            most = value if match["most"] else value + _MORE_OR_LESS if about else None
            yield BoundsAt(match.start(), match.end(), "minutes", Bounds(match[0].strip(), least, most))
    for match in _MINUTES_LEFT.finditer(text):
        joined = match["joined"]
        value = 60 * int(joined) + int(match["joined_rest"] or 0) if joined else _length(match)
        if value:
            bounds = Bounds(match[0].strip(), None, value, available=True)
            yield BoundsAt(match.start(), match.end(), "minutes", bounds)


def _length(match: re.Match[str]) -> int:
    said = match["number"].casefold()
    number = float(said.replace(",", ".")) if said[0].isdigit() else float(_NUMBERS[said])
    if match["half"]:
        number += 0.5
    in_hours = match["hour"] is not None or said.startswith(("час", "годин", "godzin"))
    if not in_hours and match["minute"] is None and (number < _SHORTEST_BARE or not said[0].isdigit()):
        return 0
    if not in_hours and match["minute"] is None and number > 600:  # a year
        return 0
    return round(number * 60 if in_hours else number) + int(match["rest"] or 0)


_DECADE = (
    r"(?:(?P<century>19|20)?(?P<tens>\d)0\s*['’]?(?:s|ern?|er\s+jahren?|-?\s*(?:х|е|ых|ые|го|ми|м|ті|тих|их|і)"
    r"(?:\s+(?:год|рок)\w*)?)(?!\w)|(?:années|ann[ée]es|años|anos|lata|lat|latach)\s+"
    r"(?P<century2>19|20)?(?P<tens2>\d)0(?!\d))"
)
_THE = (
    r"(?:(?:the|year|years|early|late|from|den|dem|die|des|les|l'an|los|el año|las?|"
    r"года?|год|роках?|roku|чем|ніж)\s+)*"
)
_EARLIER = _any(
    "before", "pre", "older than", "earlier than", "prior to", "раньше", "ранее", "старше", "до", "vor", "älter als",
    "früher als", "avant", "plus ancien que", "plus vieux que", "antérieur à", "antes del?", "anterior a",
    "más antiguo que", "przed", "sprzed", "starsz\\w+ niż", "раніше", "старші? за", "до",
)  # fmt: skip
_NO_LATER = _any("until", "till", "up to", "by", "bis", "jusqu'[àe]n?", "hasta", "по", "do")
_LATER = _any(
    "after", "later than", "newer than", "younger than", "post", "после", "позже", "позднее", "новее", "nach",
    "neuer als", "jünger als", "später als", "après", "plus récent que", "después del?", "posterior a",
    "más nuevo que", "más reciente que", "po", "nowsz\\w+ niż", "młodsz\\w+ niż", "późniejsz\\w+ niż", "після",
    "пізніше", "новіш\\w+ (?:за|ніж)",
)  # fmt: skip
_SINCE = _any(
    "since", "starting (?:from|in)", "с", "начиная с", "seit", "ab", "depuis", "à partir de", "desde", "a partir de",
    "od", "з", "від", "починаючи з",
)  # fmt: skip
_YEARS_BETWEEN = re.compile(
    r"(?<!\d)(?P<first>19\d\d|20\d\d)\s*(?:-|–|to|and|until|до|по|и|bis|und|à|et|a|y|do|i|і|та)\s*(?P<last>19\d\d|20\d\d)(?!\d)",
    _FLAGS,
)
_YEARS_COMPARED = re.compile(
    rf"(?<!\w)(?:(?P<earlier>{_EARLIER})|(?P<no_later>{_NO_LATER})|(?P<later>{_LATER})|(?P<since>{_SINCE}))[\s-]+{_THE}"
    rf"(?:{_DECADE}|(?P<year>19\d\d|20\d\d)(?!\d))(?:\s+(?:год|рок|roku)\w*)?",
    _FLAGS,
)
_YEARS_PLAIN = re.compile(rf"(?<!\d){_DECADE}", _FLAGS)
_YEAR_MADE = re.compile(
    r"\b(?:from|made in|shot in|released in|from the year|снят\w*\s+в|"
    r"aus(?: dem jahr)?|de(?: l'année)?|del(?: año)?|z(?: roku)?)"
    r"\s+(?P<year>19\d\d|20\d\d)(?!\d)(?P<onwards>\s+(?:on|onwards?))?",
    _FLAGS,
)
"""A bare year may as well be the story's."""
_EARLIEST_DECADE: Final = 20
"""20s to 90s are of the last century, 00s and 10s of this."""


def _years(text: str) -> Iterator[BoundsAt]:
    for match in _YEARS_BETWEEN.finditer(text):
        first, last = int(match["first"]), int(match["last"])
        yield BoundsAt(
            match.start(), match.end(), "years", Bounds(match[0], min(first, last), max(first, last))
        )
    for match in _YEARS_COMPARED.finditer(text):
        first, last = _span(match)
        kind = next(name for name in ("earlier", "no_later", "later", "since") if match[name])
        bounds = compare(Bounds(match[0].strip(), first, last), kind)
        yield BoundsAt(match.start(), match.end(), "years", bounds)
    for match in _YEARS_PLAIN.finditer(text):
        first, last = _decade(match)
        yield BoundsAt(match.start(), match.end(), "years", Bounds(match[0].strip(), first, last))
    for match in _YEAR_MADE.finditer(text):
        first = int(match["year"])
        bounds = Bounds(match["year"], first, None if match["onwards"] else first)
        yield BoundsAt(match.start("year"), match.end(), "years", bounds)


def compare(bounds: Bounds, kind: str) -> Bounds:
    """What "before", "until", "after" or "since" makes of a span of years."""
    first, last = bounds.least, bounds.most
    least = {"later": None if last is None else last + 1, "since": first}.get(kind)
    most = {"earlier": None if first is None else first - 1, "no_later": last}.get(kind)
    return replace(bounds, least=least, most=most)


def comparison_before(text: str, end: int) -> tuple[int, str] | None:
    """Where a "before", "until", "after" or "since" begins that stands right before this place, and which it is."""
    match = _COMPARISON.search(text, 0, end)
    if match is None:
        return None
    return match.start(), next(name for name in ("earlier", "no_later", "later", "since") if match[name])


_COMPARISON = re.compile(
    rf"(?<!\w)(?:(?P<earlier>{_EARLIER})|(?P<no_later>{_NO_LATER})|(?P<later>{_LATER})|(?P<since>{_SINCE}))[\s-]+{_THE}$",
    _FLAGS,
)


def _span(match: re.Match[str]) -> tuple[int, int]:
    if match["year"]:
        return int(match["year"]), int(match["year"])
    return _decade(match)


def _decade(match: re.Match[str]) -> tuple[int, int]:
    century, tens = match["century"] or match["century2"], int(match["tens"] or match["tens2"]) * 10
    hundreds = int(century) * 100 if century else 1900 if tens >= _EARLIEST_DECADE else 2000
    first = hundreds + tens
    return first, first + 9
