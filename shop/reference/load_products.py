"""Load criteria sets with their score sheets, products, label facts and recorded prices."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.catalog.models import (
    CriteriaSet,
    ListingStatus,
    Product,
    ProductFact,
    ProductGroup,
    ProductVariant,
)
from shop.certification.models import ScoreSheet
from shop.database import Origin
from shop.lib.text import slugify
from shop.producers.models import Producer
from shop.reference.cells import net_of
from shop.reference.dataset import Dataset
from shop.reference.sync import Tally, Values, free_slug, sync

PACKING_SHARE = 1.2  # what is carried weighs a fifth more than what is in it (project)
_RANGE_END = "(giá đến)"


def load_criteria_sets(session: Session, data: Dataset) -> Tally:
    legal = _legal(data)
    rows = (
        {
            "no": sheet["no"],
            "product_group": ProductGroup(sheet["product_group"]),
            "label_vi": sheet["label_vi"],
            "label_en": sheet["label_en"],
        }
        | legal
        for sheet in data.criteria["sets"]
    )
    return sync(session, CriteriaSet, ("no",), rows).tally


def load_score_sheets(session: Session, data: Dataset) -> Tally:
    legal = _legal(data)
    rows = (
        {"criteria_set_no": sheet["no"], "sheet": sheet} | legal for sheet in data.criteria["sets"]
    )
    return sync(session, ScoreSheet, ("criteria_set_no", "effective_from"), rows).tally


def load_products(session: Session, data: Dataset) -> Tally:
    producers = ids_by_code(session, Producer)
    taken = set(session.scalars(select(Product.slug)))
    known = set(session.scalars(select(Product.code)))
    rows, initial = [], {}
    for row in data.tables.products.rows:
        rows.append(
            {
                "code": row.code,
                "name_vi": row.name,
                "producer_id": producers[row.producer_code] if row.producer_code else None,
                "product_group": row.group,
                "criteria_set_no": row.criteria_set,
                "subgroup": row.subgroup,
                "collective_mark": row.collective_mark,
                "unit_hint": row.unit_hint,
                "is_potential_five_star": row.potential_five_star,
                "origin": Origin.REFERENCE,
                "source": row.source,
            }
        )
        if row.code not in known:
            slug = free_slug(row.code.removeprefix("p-"), taken)
            initial[row.code,] = {"slug": slug, "listing_status": ListingStatus.PUBLISHED}
    return sync(session, Product, ("code",), rows, initial=initial).tally


def load_facts(session: Session, data: Dataset) -> Tally:
    products = ids_by_code(session, Product)
    rows = (
        {
            "product_id": products[row.product_code],
            "kind": row.fact,
            "value": row.value,
            "origin": Origin.REFERENCE,
            "source": row.source,
        }
        for row in data.tables.product_facts.rows
    )
    return sync(session, ProductFact, ("product_id", "kind"), rows).tally


def load_prices(session: Session, data: Dataset) -> Tally:
    """Load each recorded price as the pack that it is the price of."""
    products = ids_by_code(session, Product)
    rows, initial = [], {}
    for position, row in enumerate(data.tables.prices.rows):
        sku = f"{row.product_code.removeprefix('p-')}-{slugify(row.pack)}"
        quantity, unit = net_of(row.pack)
        rows.append(
            {
                "sku": sku,
                "product_id": products[row.product_code],
                "name_vi": row.pack[0].upper() + row.pack[1:].removesuffix(" (giá từ)"),
                "price_vnd": row.price_vnd,
                "price_seen_on": row.seen_on,
                "net_quantity": quantity,
                "net_unit": unit,
                "weight_g": round(quantity * PACKING_SHARE),
                "position": position,
                "origin": Origin.REFERENCE,
                "source": row.source,
            }
        )
        # The upper end of a range is a fact to keep, not a second pack to choose.
        initial[sku,] = {"is_active": not row.pack.endswith(_RANGE_END)}
    return sync(session, ProductVariant, ("sku",), rows, initial=initial).tally


def ids_by_code(session: Session, model: type[Producer] | type[Product]) -> dict[str, int]:
    return {code: key for key, code in session.execute(select(model.id, model.code)) if code}


def _legal(data: Dataset) -> Values:
    return {
        "legal_document": data.criteria["legal_document"],
        "effective_from": date.fromisoformat(data.criteria["effective_from"]),
    }
