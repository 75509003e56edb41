"""Number normalisation: Rocky II, Rocky Two and Rocky 2 meet in digits; so do Двенадцать стульев and 12 chairs.

A name with a number is kept a second time in digits and a question is read a second time in digits, so nothing is
lost where "I", "V" or "One" was no number. Ordinals count as their number: 9 рота is The Ninth Company. Halves are two
digits, as ½ is folded (fold.py), and the word that says what is numbered goes: Part II, Chapter Two and Vol. 2 are 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from bot.domain.titles.romanise import plain

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_RUSSIAN = (
    "ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать"
    " пятнадцать шестнадцать семнадцать восемнадцать девятнадцать"
)
_RUSSIAN_OBLIQUE = (
    "одного двух трёх четырёх пяти шести семи восьми девяти десяти одиннадцати двенадцати тринадцати"
)
_RUSSIAN_ORDINALS = (
    "перв втор трет четвёрт пят шест седьм восьм девят десят одиннадцат двенадцат тринадцат четырнадцат пятнадцат"
    " шестнадцат семнадцат восемнадцат девятнадцат"
)
_RUSSIAN_TENS = "двадцат тридцат сороков пятидесят шестидесят семидесят восьмидесят девяност"
_RUSSIAN_TENS_CARDINAL = "двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто"
_ENDINGS = "ый ий ой ая ья ое ье ого ьего ом ьем ой ьей ую ью ые ьи ых"


def _spelled() -> Iterator[tuple[str, int]]:
    ones = [*_ONES.split(), "seventeen", "eighteen", "nineteen"]
    yield from zip(ones, range(20), strict=True)
    yield from zip(_ORDINALS.split(), range(1, 20), strict=True)
    for number, word in enumerate(_TENS.split(), 2):
        yield word, 10 * number
        yield word.removesuffix("y") + "ieth", 10 * number
    yield from (("hundred", 100), ("thousand", 1000), ("hundredth", 100), ("twice", 2), ("fourty", 40))


def _spelled_in_russian() -> Iterator[tuple[str, int]]:
    yield from zip(_RUSSIAN.split(), range(20), strict=True)
    yield from zip(_RUSSIAN_OBLIQUE.split(), range(1, 14), strict=True)
    yield from zip(_RUSSIAN_TENS_CARDINAL.split(), range(20, 100, 10), strict=True)
    stems = [*zip(_RUSSIAN_ORDINALS.split(), range(1, 20), strict=True)]
    stems += zip(_RUSSIAN_TENS.split(), range(20, 100, 10), strict=True)
    for (stem, number), ending in product(stems, _ENDINGS.split()):
        yield stem + ending, number
    yield from (
        ("одна", 1),
        ("две", 2),
        ("двое", 2),
        ("трое", 3),
        ("сто", 100),
        ("двести", 200),
        ("тысяча", 1000),
    )


def _roman() -> Iterator[tuple[str, int]]:
    for number in range(2, 40):
        tens, ones = divmod(number, 10)
        yield "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones], number


_ROMAN = dict(_roman())
_NUMBERS = dict(_spelled())
for _word, _number in _spelled_in_russian():
    _NUMBERS[_word] = _NUMBERS[_word.replace("ё", "е")] = _number
    _NUMBERS.setdefault(plain(_word), _number)
_ENGLISH_ENDINGS = {1: "st", 2: "nd", 3: "rd"}
for _number in range(1, 100):
    _NUMBERS[f"{_number}th"] = _NUMBERS[f"{_number}{_ENGLISH_ENDINGS.get(_number % 10, 'th')}"] = _number
_ORDINAL = "я й е го му х ая ый ой ое ые ий"
_ORDINAL_ENDINGS = frozenset(_ORDINAL.split())
"""Endings of a Russian ordinal behind digits: 7-я, 53-го."""
_NUMBERS.update({f"{number}{ending}": number for number in range(1, 100) for ending in _ORDINAL_ENDINGS})
_SCALES = {"hundred", "thousand", "hundredth", "сто", "тысяча"}
_CANDIDATES = _NUMBERS.keys() | _ROMAN.keys() | {"i"}
_NUMBERED = """
    part pt chapter episode ep volume vol book number no teil folge partie parte
    часть ч серия эпизод глава том книга фильм частина
"""
_PARTS = frozenset(_NUMBERED.split())
"""Words before a number that say what is numbered."""
_SHARES = {"half": "2", "third": "3", "quarter": "4", "половиной": "2", "половина": "2"}
_BESIDE_DIGITS = _PARTS | _SHARES.keys() | _ORDINAL_ENDINGS
"""Words that mean something else beside a number."""
_BEFORE_SHARE = {"and", "a", "one", "1", "с", "и"}


def in_digits(words: Sequence[str]) -> list[str] | None:
    """The words with every number in digits, or None where no word is a number that is not in digits already."""
    if not _CANDIDATES.isdisjoint(words):
        out = _without_parts(_read_numbers(_with_shares(words)))
    elif not _BESIDE_DIGITS.isdisjoint(words):
        out = _without_parts(_with_shares(words))
    else:
        return None
    return None if out == list(words) else out


def numbers_of(words: Sequence[str]) -> frozenset[str]:
    """All numbers among these words, in digits."""
    return frozenset(word for word in in_digits(words) or words if word.isdigit())


def _read_numbers(words: Sequence[str]) -> list[str]:
    out: list[str] = []
    run: list[str] = []
    for place, word in enumerate(words):
        roman = _roman_at(words, place)
        if roman is not None:
            out.extend(_read(run))
            run.clear()
            out.append(str(roman))
        elif word in _NUMBERS:
            run.append(word)
        elif not (
            word == "and"
            and run
            and run[-1] in _SCALES
            and words[place + 1 : place + 2]
            and words[place + 1] in _NUMBERS
        ):
            out.extend(_read(run))
            run.clear()
            out.append(word)
    out.extend(_read(run))
    return out


def _with_shares(words: Sequence[str]) -> list[str]:
    """`nine and a half` is `nine 1 2`, `33 and a third` is `33 1 3`, `7 я` is `7`; behind no number all stay."""
    out: list[str] = []
    for word in words:
        if word in _ORDINAL_ENDINGS and out and out[-1].isdigit():
            continue
        if word in _SHARES:
            last = len(out)
            while last and out[last - 1] in _BEFORE_SHARE:
                last -= 1
            said = last < len(out) or _SHARES[word] == "2"  # a third needs its "and a": it may be an ordinal
            if said and last and (out[last - 1].isdigit() or out[last - 1] in _NUMBERS):
                out[last:] = ["1", _SHARES[word]]
                continue
        out.append(word)
    return out


def _without_parts(words: list[str]) -> list[str]:
    """`rocky part 2` is `rocky 2`; a word in front stays, since nothing would be left to be numbered."""
    numbered = (*(word.isdigit() for word in words[1:]), False)
    return [word for place, word in enumerate(words) if not (place and numbered[place] and word in _PARTS)]


def _roman_at(words: Sequence[str], place: int) -> int | None:
    """A single letter is a number only after a word it may number ("Rocky V", not "V for Vendetta")."""
    word = words[place]
    if word == "i":
        last = place == len(words) - 1
        return 1 if place and (last or words[place - 1] in _PARTS) else None
    return _ROMAN.get(word) if place or len(word) > 1 else None


def _read(run: Iterable[str]) -> Iterator[str]:
    """`twenty eight` is 28, `one hundred one` 101, `nineteen eighty four` 1984, `one two three` three numbers."""
    numbers = [_NUMBERS[word] for word in run]
    place = 0
    while place < len(numbers):
        value, place = _one(numbers, place)
        yield str(value)


def _one(numbers: list[int], place: int) -> tuple[int, int]:
    value, place = _below_hundred(numbers, place)
    if value < 100 and 10 < value < 21 and place < len(numbers) and 10 <= numbers[place] < 100:
        tail, place = _below_hundred(numbers, place)  # a year: nineteen eighty-four
        return 100 * value + tail, place
    total = 0
    while place < len(numbers) and numbers[place] in {100, 1000}:
        value, place = value * numbers[place], place + 1
        if value >= 1000:
            total, value = total + value, 0
        if place < len(numbers) and numbers[place] < 100:
            tail, after = _below_hundred(numbers, place)
            if after < len(numbers) and numbers[after] == 100 and value == 0:
                value, place = tail, after
            else:
                value, place = value + tail, after
    return total + value, place


def _below_hundred(numbers: list[int], place: int) -> tuple[int, int]:
    value = numbers[place]
    place += 1
    if 20 <= value < 100 and value % 10 == 0 and place < len(numbers) and 0 < numbers[place] < 10:
        return value + numbers[place], place + 1
    return value, place
