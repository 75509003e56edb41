"""The file `.env` in the working folder, read so that whatever is wrong with it is one line.

Editors on Windows write UTF-16 or another code page, and python-dotenv passes over what it cannot read: a setting would
be missing without a word.
"""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from dotenv import dotenv_values
from dotenv.parser import parse_stream


class EnvFileError(ValueError):
    """The file cannot be read; the message is one line for the operator."""


def read(path: Path = Path(".env")) -> dict[str, str]:
    """What is set there; nothing if there is no such file. Raises EnvFileError."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise EnvFileError(f"{path}: {error.strerror}") from None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:  # UTF-16 without a mark has one in every letter
        raise EnvFileError(f"{path} is not in UTF-8; save it in that encoding")
    for line in parse_stream(StringIO(text)):
        if line.error or (line.key is not None and line.value is None):
            blank = len(line.original.string) - len(
                line.original.string.lstrip()
            )  # empty lines before it count as its
            number = line.original.line + line.original.string[:blank].count("\n")
            raise EnvFileError(f"{path}, line {number}: not of the form NAME=value")
    return {name: value for name, value in dotenv_values(stream=StringIO(text)).items() if value is not None}
