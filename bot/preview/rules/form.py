"""Reading a request body and writing down, by path, everything Discord would refuse.

A rule is a function of a `Form`: it reads the fields it knows and asks for their limits. Codes and sentences
are Discord's (docs: reference, error messages).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from bot.preview.rules import refusal
from bot.preview.world import Json

Path = tuple[str | int, ...]


class Form:
    """One value of a body and the place it stands at; all forms of a body share one list of problems."""

    def __init__(
        self, value: Any, path: Path = (), problems: list[tuple[Path, str, str]] | None = None
    ) -> None:
        self.value = value
        self.path = path
        self._problems: list[tuple[Path, str, str]] = [] if problems is None else problems

    def refuse(self, code: str, message: str, *at: str | int) -> None:
        self._problems.append((self.path + at, code, message))

    def judge(self) -> None:
        """Raise Refusal if anything was wrong."""
        if not self._problems:
            return
        errors: Json = {}
        for path, code, message in self._problems:
            node = errors
            for step in path:
                node = node.setdefault(str(step), {})
            node.setdefault("_errors", []).append({"code": code, "message": message})
        raise refusal.invalid_form(errors)

    def has(self, key: str) -> bool:
        """Whether the field is there and not null: to Discord both are the same."""
        return isinstance(self.value, dict) and self.value.get(key) is not None

    def at(self, key: str | int) -> Form:
        return Form(self.value[key], (*self.path, key), self._problems)

    def only(self, *keys: str) -> None:
        """Refuse fields Discord does not document. (Discord ignores them; here a typo shall not pass.)"""
        for key in set(self.value) - set(keys):
            self.refuse("UNKNOWN_FIELD", "Discord documents no such field.", key)

    def text(self, key: str, most: int, *, least: int = 0, required: bool = False) -> str:
        """A string of `least` to `most` characters; "" if it is absent or no string."""
        if not self._present(key, required=required):
            return ""
        value = self.value[key]
        if not isinstance(value, str):
            self.refuse("STRING_TYPE_CONVERT", f'Could not interpret "{value}" as string.', key)
            return ""
        if required and least and not value.strip():
            self.refuse("BASE_TYPE_REQUIRED", "This field is required", key)
        elif not least <= len(value) <= most:
            self._bad_length(least, most, key)
        return value

    def whole(self, key: str, least: int, most: int, *, required: bool = False) -> int | None:
        """An integer from `least` to `most`; None if it is absent or no integer."""
        if not self._present(key, required=required):
            return None
        value = self.value[key]
        if isinstance(value, bool) or not isinstance(value, int):
            self.refuse("NUMBER_TYPE_COERCE", f'Value "{value}" is not int.', key)
            return None
        if value < least:
            self.refuse("NUMBER_TYPE_MIN", f"int value should be greater than or equal to {least}.", key)
        if value > most:
            self.refuse("NUMBER_TYPE_MAX", f"int value should be less than or equal to {most}.", key)
        return value

    def truth(self, key: str, *, default: bool = False) -> bool:
        if not self.has(key):
            return default
        if not isinstance(self.value[key], bool):
            self.refuse("BOOLEAN_TYPE_CONVERT", "Must be either true or false.", key)
            return default
        return bool(self.value[key])

    def choice(self, key: str, choices: Collection[int | str], *, required: bool = False) -> Any:
        """One of `choices`, or None."""
        if not self._present(key, required=required):
            return None
        value = self.value[key]
        if isinstance(value, bool | list | dict) or value not in choices:
            allowed = ", ".join(f"{one:d}" if isinstance(one, int) else one for one in choices)
            self.refuse("BASE_TYPE_CHOICES", f"Value must be one of {{{allowed}}}.", key)
            return None
        return value

    def snowflake(self, key: str, *, required: bool = False) -> None:
        if self._present(key, required=required) and not str(self.value[key]).isdecimal():
            self.refuse("NUMBER_TYPE_COERCE", f'Value "{self.value[key]}" is not snowflake.', key)

    def url(self, key: str, most: int, schemes: Collection[str], *, required: bool = False) -> str:
        """An address with one of `schemes`; "" if it is absent."""
        value = self.text(key, most, least=1 if required else 0, required=required)
        if not value:
            return ""
        parts = urlsplit(value)
        if parts.scheme not in schemes:
            allowed = ", ".join(repr(one) for one in schemes)
            sentence = f'Scheme "{parts.scheme}" is not supported. Scheme must be one of ({allowed}).'
            self.refuse("URL_TYPE_INVALID_SCHEME", sentence, key)
        elif not parts.netloc or any(c.isspace() for c in value):
            self.refuse("URL_TYPE_INVALID_URL", "Not a well formed URL.", key)
        return value

    def moment(self, key: str) -> None:
        """A date and time in ISO 8601."""
        value = self.text(key, 64)
        try:
            datetime.fromisoformat(value or "2015-05-13")
        except ValueError:
            self.refuse("DATETIME_TYPE_PARSE", f"Could not parse {value}. Should be ISO8601.", key)

    def table(self, key: str, *, required: bool = False) -> Form | None:
        """The form of an object, or None."""
        if not self._present(key, required=required):
            return None
        if not isinstance(self.value[key], dict):
            self.refuse("DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType", key)
            return None
        return self.at(key)

    def rows(self, key: str, most: int, *, least: int = 0, required: bool = False) -> list[Form]:
        """The forms of an array's objects; empty if it is absent."""
        values = self.values(key, most, least=least, required=required)
        array = self.at(key) if values else self
        for number, value in enumerate(values):
            if not isinstance(value, dict):
                array.refuse("DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType", number)
        return [array.at(number) for number, value in enumerate(values) if isinstance(value, dict)]

    def values(self, key: str, most: int, *, least: int = 0, required: bool = False) -> list[Any]:
        """An array of `least` to `most` values; empty if it is absent."""
        if not self._present(key, required=required):
            return []
        value = self.value[key]
        if not isinstance(value, list):
            self.refuse("LIST_TYPE_CONVERT", "Only iterables may be used in a ListType", key)
            return []
        if not least <= len(value) <= most:
            self._bad_length(least, most, key)
        return value

    def _present(self, key: str, *, required: bool) -> bool:
        if self.has(key):
            return True
        if required:
            self.refuse("BASE_TYPE_REQUIRED", "This field is required", key)
        return False

    def _bad_length(self, least: int, most: int, key: str) -> None:
        if least:
            self.refuse("BASE_TYPE_BAD_LENGTH", f"Must be between {least} and {most} in length.", key)
        else:
            self.refuse("BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.", key)


def refuse_doubles(forms: Iterable[Form], key: str, code: str, message: str) -> None:
    """Refuse every form whose `key` an earlier one already has."""
    seen = set()
    for form in forms:
        value = form.value.get(key)
        if isinstance(value, str | int):
            if value in seen:
                form.refuse(code, message, key)
            seen.add(value)
