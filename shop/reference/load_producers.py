"""Load craft villages and producers."""

import re
from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.lib.text import slugify, tone_normalised
from shop.producers.models import CraftVillage, Producer, ProducerStatus
from shop.reference.dataset import Dataset
from shop.reference.load_places import located
from shop.reference.rows import CraftVillageRow, ProducerRow
from shop.reference.sync import Tally, free_slug, sync

_REMARK = re.compile(r"\s*\(.*\)$")


def load_craft_villages(session: Session, data: Dataset) -> Tally:
    rows = (
        located(row, data.places)
        | {
            "slug": slugify(row.name),
            "name": row.name,
            "craft": row.craft,
            "recognised": row.recognised,
        }
        for row in data.tables.craft_villages.rows
    )
    return sync(session, CraftVillage, ("slug",), rows).tally


def load_producers(session: Session, data: Dataset) -> Tally:
    villages = {
        slug: key for key, slug in session.execute(select(CraftVillage.id, CraftVillage.slug))
    }
    taken = set(session.scalars(select(Producer.slug)))
    known = set(session.scalars(select(Producer.code)))
    book = VillageBook(data.tables.craft_villages.rows)
    rows, initial = [], {}
    for row in data.tables.producers.rows:
        village = book.find(row)
        rows.append(
            located(row, data.places)
            | {
                "code": row.code,
                "name": row.name,
                "kind": row.kind,
                "village_name": row.village,
                "craft_village_name": row.craft_village,
                "craft_village_id": villages[slugify(village.name)] if village else None,
            }
        )
        if row.code not in known:
            slug = free_slug(row.code, taken)
            initial[row.code,] = {
                "slug": slug,
                "status": ProducerStatus.LISTED,
                "has_demo_account": False,
            }
    return sync(session, Producer, ("code",), rows, initial=initial).tally


class VillageBook:
    """Finds the craft village that a producer's row names."""

    def __init__(self, villages: list[CraftVillageRow]) -> None:
        self._villages: dict[str, list[CraftVillageRow]] = defaultdict(list)
        for village in villages:
            self._villages[tone_normalised(_REMARK.sub("", village.name))].append(village)

    def find(self, producer: ProducerRow) -> CraftVillageRow | None:
        """Return the one village of that name, by the district where several share it."""
        if producer.craft_village is None:
            return None
        found = self._villages[tone_normalised(producer.craft_village)]
        if len(found) > 1:
            found = [village for village in found if village.district == producer.district]
        return found[0] if len(found) == 1 else None
