"""A picture as a page shows it: what stands in <picture> and <img>."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from flask import url_for

from shop.media.models import MediaType

NEWEST_FIRST = (MediaType.AVIF, MediaType.WEBP)


class Made(NamedTuple):
    """A rendition, by what a page needs of it."""

    checksum: str
    media_type: MediaType
    width: int
    height: int

    @property
    def url(self) -> str:
        return url_for("media.show", checksum=self.checksum)


@dataclass(frozen=True)
class Source:
    media_type: str
    srcset: str


@dataclass(frozen=True)
class Shown:
    """One picture: an address for every browser, and better ones where there are any.

    Without words it adds nothing to those beside it.
    """

    src: str
    width: int
    height: int
    alt_vi: str = ""
    alt_en: str | None = None
    sources: tuple[Source, ...] = ()
    large: str | None = None
    is_demo: bool = False

    @property
    def is_photograph(self) -> bool:
        return bool(self.sources)


def shown(alt_vi: str, alt_en: str | None, is_demo: bool, made: Sequence[Made]) -> Shown:
    """Return a photograph in all that was made of it.

    :param made: its renditions, the narrowest first
    """
    fallback = next(each for each in made if each.media_type is MediaType.JPEG)
    return Shown(
        src=fallback.url,
        width=fallback.width,
        height=fallback.height,
        alt_vi=alt_vi,
        alt_en=alt_en,
        sources=tuple(Source(kind, _srcset(kind, made)) for kind in NEWEST_FIRST),
        large=[each for each in made if each.media_type is MediaType.WEBP][-1].url,
        is_demo=is_demo,
    )


def _srcset(kind: MediaType, made: Sequence[Made]) -> str:
    return ", ".join(f"{each.url} {each.width}w" for each in made if each.media_type is kind)
