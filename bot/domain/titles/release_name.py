"""A parser of release names: the title and year in `Solaris.1972.Criterion.1080p.BluRay.x264-GROUP.mkv`.

Files of films are named by one convention everywhere: title, year, then tags for edition, source, resolution and codec.
A title is what stands before the year; without a year, before the first tag.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_STRONG = re.compile(
    r"(?:480|576|720|1080|1440|2160|4320)[pi]|[xh]26[45]|(?:bd|br|dvd|web|hd|uhd|tv|dvdscr|vhs)rip|blu|bluray|dvd[59r]?|"
    r"webdl|hdtv|remux|xvid|divx|hevc|avc|av1|mkv|avi|mp4|m4v|wmv|srt|yify|yts|rarbg|ac3|aac\d*|ddp?\d*|dts|10bit|8bit|"
    r"2160|1080|720"
)
"""Tags that no title has."""
_WEAK = re.compile(
    r"criterion|remastered|restored|extended|unrated|uncut|proper|repack|internal|limited|web|dl|hd|uhd|4k|hdr\d*|dv|"
    r"atmos|multi|dual|dubbed|subs?|subbed|directors|amzn|hmax|dsnp|nf|imax|complete"
)
"""Tags that may be words, but not beside a strong one."""
_YEAR = re.compile(r"(?:18[89]|19\d|20[0-3])\d")


def without_tags(words: Sequence[str]) -> tuple[list[str], int | None] | None:
    """The words of the title and the year, or None where no word is a tag."""
    if not any(_STRONG.fullmatch(word) for word in words):
        return None
    first = next((place for place, word in enumerate(words) if not _is_tag(word)), None)
    if first is None:
        return None
    kept = list(words[first:])
    end = next((place for place, word in enumerate(kept) if place and _is_tag(word)), len(kept))
    for place in range(end - 1, 0, -1):
        if _YEAR.fullmatch(kept[place]):
            return kept[:place], int(kept[place])
    return kept[:end], None


def _is_tag(word: str) -> bool:
    return bool(_STRONG.fullmatch(word) or _WEAK.fullmatch(word))
