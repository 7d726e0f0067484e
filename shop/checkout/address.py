"""Which commune of today does a buyer mean, by the name they type?"""

import re
from collections.abc import Iterable

from sqlalchemy import select

from shop.checkout.errors import SeveralCommunes, UnknownCommune
from shop.database import db
from shop.lib.text import fold, tone_normalised
from shop.places.models import Commune, FormerCommune
from shop.places.queries import find_communes

MOST_SUGGESTED = 8
_KIND = re.compile(r"^(phường|xã|thị trấn|đặc khu|phuong|xa|thi tran|dac khu|p\.|x\.|tt\.?)(\s+|$)")
_SPACES = re.compile(r"\s+")


def find_commune(province_code: str, text: str) -> Commune:
    """Return the commune of a province that a code or a typed name means.

    Names of today come before former ones, names with their marks before names without.

    :raises SeveralCommunes: naming them, where the name leaves a choice
    :raises UnknownCommune: if nothing fits
    """
    text = _SPACES.sub(" ", text).strip()
    if not text:
        raise UnknownCommune
    by_code = db.session.get(Commune, text) if text.isdecimal() else None
    if by_code is not None and by_code.province_code == province_code:
        return by_code
    for candidates in _guesses(province_code, text):
        if len(candidates) == 1:
            return candidates[0]
        if candidates:
            raise SeveralCommunes(candidates)
    raise UnknownCommune


def _guesses(province_code: str, text: str) -> Iterable[list[Commune]]:
    """Yield the communes that fit, the surest way of reading the name first."""
    communes = db.session.scalars(
        select(Commune).where(Commune.province_code == province_code).order_by(Commune.code)
    ).all()
    exact, bare = tone_normalised(text), _without_kind(text)
    yield [each for each in communes if tone_normalised(each.name) == exact]
    yield [each for each in communes if tone_normalised(each.short_name) == bare]
    yield [each for each in communes if fold(each.name) == fold(text)]
    yield [each for each in communes if fold(each.short_name) == fold(bare)]

    former = db.session.execute(
        select(FormerCommune.name, Commune)
        .join(FormerCommune.commune)
        .where(Commune.province_code == province_code, FormerCommune.name.is_not(None))
        .order_by(FormerCommune.is_main_successor.desc(), Commune.code)
    ).all()
    named = [(tone_normalised(str(name)), commune) for name, commune in former]
    for same in (
        lambda name: name == exact,
        lambda name: _without_kind(name) == bare,
        lambda name: fold(_without_kind(name)) == fold(bare),
    ):
        yield list({commune.code: commune for name, commune in named if same(name)}.values())
    # A part of a name is a question, even where only one commune has it.
    hits = find_communes(province_code, bare, most=MOST_SUGGESTED) if len(bare) > 1 else []
    if hits:
        raise SeveralCommunes([hit.commune for hit in hits])


def _without_kind(text: str) -> str:
    return _KIND.sub("", tone_normalised(text))
