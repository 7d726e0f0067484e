"""The words of products as the index gets them."""

from collections.abc import Iterator
from itertools import islice

from sqlalchemy import select

from shop.catalog.models import FactKind, Product, ProductFact
from shop.database import db
from shop.producers.models import CraftVillage, Producer
from shop.search.engine import Document
from shop.search.listing import Ids, listed_products

BATCH = 500
# What a label tells of a thing itself; how to store it says nothing of what it is.
TOLD_FACTS = (FactKind.INGREDIENTS, FactKind.MATERIAL)


def documents(ids: Ids = None) -> Iterator[Document]:
    """Yield the words of the products that are shown.

    :param ids: only these
    """
    listed = iter(listed_products(ids))
    while batch := list(islice(listed, BATCH)):
        stories = _stories([each.id for each in batch])
        for each in batch:
            yield Document(each.id, each.text, stories.get(each.id, ""))


def _stories(ids: list[int]) -> dict[int, str]:
    told: dict[int, list[str]] = {}
    own = db.session.execute(
        select(
            *(Product.id, Product.story_vi, Product.story_en, Product.subgroup),
            *(Producer.story_vi, Producer.story_en),
            *(CraftVillage.story_vi, CraftVillage.story_en, CraftVillage.craft),
        )
        .outerjoin(Product.producer)
        .outerjoin(Producer.craft_village)
        .where(Product.id.in_(ids))
    )
    for key, *texts in own:
        told[key] = [text for text in texts if text]
    facts = db.session.execute(
        select(ProductFact.product_id, ProductFact.value).where(
            ProductFact.product_id.in_(ids), ProductFact.kind.in_(TOLD_FACTS)
        )
    )
    for key, value in facts:
        told[key].append(value)
    return {key: " ".join(texts) for key, texts in told.items()}
