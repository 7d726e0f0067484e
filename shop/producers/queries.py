"""Reads of makers and craft villages."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from shop.database import db
from shop.lib.text import fold
from shop.places.models import Province
from shop.producers.models import CraftVillage, Producer, ProducerKind
from shop.producers.rules import PUBLIC

# What stands before the name that people know a maker by: legal form and line of business.
_FORM = re.compile(
    r"(?:(?:cong ty|tnhh|cp|co phan|mtv|mot thanh vien|hop tac xa|htx|to hop tac|co so|"
    r"ho kinh doanh|hkd|ho san xuat|san xuat|kinh doanh|che bien|dich vu|thuong mai|dau tu|"
    r"phat trien|nong nghiep|nong san|thuc pham|cong nghe cao|tong hop|va|&|-)[ ,]+)+"
)


@dataclass(frozen=True)
class ProducerFilter:
    """What a visitor asked for; None or "": all."""

    province_code: str | None = None
    kind: ProducerKind | None = None
    text: str = ""

    def takes(self, listed: "ListedProducer") -> bool:
        return (
            self.province_code in (None, listed.province_code)
            and self.kind in (None, listed.kind)
            and all(word in fold(listed.name) for word in fold(self.text).split())
        )


@dataclass(frozen=True)
class ListedProducer:
    """The columns of a producer by which the list is cut and sorted."""

    id: int
    slug: str
    name: str
    province_code: str | None
    kind: ProducerKind | None


@dataclass(frozen=True)
class ProducerChoices:
    """What can be filtered by, and how many producers each choice leaves by itself."""

    provinces: list[tuple[Province, int]]
    kinds: Counter[ProducerKind]


def known_name(name: str) -> str:
    """Return a maker's name without marks and legal form, by which lists are sorted."""
    folded = fold(name)
    form = _FORM.match(folded)
    return folded[form.end() :] if form else folded


def listed_producers() -> list[ListedProducer]:
    """Return the producers that the public knows, sorted as people look for them."""
    rows = db.session.execute(
        select(
            Producer.id, Producer.slug, Producer.name, Producer.province_code, Producer.kind
        ).where(Producer.status.in_(PUBLIC))
    )
    # People look for "Hảo Đạt", not for "Hợp tác xã".
    return sorted(
        (ListedProducer(*row) for row in rows), key=lambda each: (known_name(each.name), each.id)
    )


def producer_choices(listed: Iterable[ListedProducer]) -> ProducerChoices:
    """Return the provinces and kinds that producers have, the provinces by name."""
    listed = list(listed)
    by_province = Counter(each.province_code for each in listed if each.province_code)
    provinces = db.session.scalars(select(Province).where(Province.code.in_(by_province)))
    return ProducerChoices(
        [
            (province, by_province[province.code])
            for province in sorted(provinces, key=lambda province: fold(province.short_name))
        ],
        Counter(each.kind for each in listed if each.kind),
    )


def producers_by_id(ids: Iterable[int]) -> dict[int, Producer]:
    """Return producers with the places around them."""
    found = db.session.scalars(_with_places(select(Producer)).where(Producer.id.in_(list(ids))))
    return {producer.id: producer for producer in found}


def find_producer(slug: str) -> Producer | None:
    return db.session.scalar(_with_places(select(Producer)).where(Producer.slug == slug))


def villages() -> list[CraftVillage]:
    """Return the craft villages by name."""
    found = db.session.scalars(
        select(CraftVillage).options(
            joinedload(CraftVillage.province), joinedload(CraftVillage.commune)
        )
    )
    return sorted(found, key=lambda village: (fold(short_name(village)), village.id))


def short_name(village: CraftVillage) -> str:
    """Return a village's name without the words that all of them begin with."""
    name = village.name.removeprefix("Làng nghề ")
    return name[:1].upper() + name[1:]


def answers(village: CraftVillage, text: str) -> bool:
    """Say whether a village's craft, name or place holds every word, marks aside."""
    about = fold(f"{village.craft} {village.name} {village.place_name}")
    return all(word in about for word in fold(text).split())


def find_village(slug: str) -> CraftVillage | None:
    return db.session.scalar(
        select(CraftVillage)
        .where(CraftVillage.slug == slug)
        .options(joinedload(CraftVillage.province), joinedload(CraftVillage.commune))
    )


def producers_of_villages(village_ids: Iterable[int]) -> dict[int, list[Producer]]:
    """Return the producers of some craft villages that the public knows, by name."""
    found = db.session.scalars(
        _with_places(select(Producer)).where(
            Producer.craft_village_id.in_(list(village_ids)), Producer.status.in_(PUBLIC)
        )
    )
    by_village: dict[int, list[Producer]] = {}
    for producer in sorted(found, key=lambda each: (known_name(each.name), each.id)):
        if producer.craft_village_id is not None:
            by_village.setdefault(producer.craft_village_id, []).append(producer)
    return by_village


def _with_places(query: Select[Producer]) -> Select[Producer]:
    return query.options(
        joinedload(Producer.province),
        joinedload(Producer.commune),
        joinedload(Producer.craft_village),
    )
