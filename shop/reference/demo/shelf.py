"""Open the shelves: producers who sell, packs with prices and demonstration GTINs."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from shop.catalog.models import Product, ProductGroup, ProductVariant
from shop.database import Origin
from shop.lib import clock, gs1
from shop.producers.models import Producer, ProducerStatus
from shop.reference.demo import seed
from shop.reference.demo.kinds import Kind, kind_of
from shop.reference.sync import Tally, Values, sync

GTIN_PREFIX = "952"  # GS1's own for examples; 893 would claim a registration
BARCODED = {ProductGroup.FOOD, ProductGroup.BEVERAGE, ProductGroup.MEDICINAL}
# Lotus tea is what the tour of the demonstration looks at: all its packs are shown.
SHOWN_WHOLE = {"lotus_tea", "herbal_tea", "tea"}


def goods(session: Session) -> list[tuple[Product, Kind]]:
    """Return the real products that can be sold in packs, with their kind."""
    products = session.scalars(
        select(Product)
        .where(Product.producer_id.is_not(None), Product.origin == Origin.REFERENCE)
        .order_by(Product.code)
        .options(joinedload(Product.producer).joinedload(Producer.commune))
    )
    return [(product, kind) for product in products if (kind := kind_of(product))]


def open_producers(session: Session) -> Tally:
    """Let every producer with goods sell, and those of places answer.

    One who has applied in earnest is left alone.
    """
    places = select(Product.producer_id).where(
        Product.product_group == ProductGroup.TOURISM,
        Product.producer_id.is_not(None),
        Product.origin == Origin.REFERENCE,
    )
    wanted = {product.producer_id for product, _ in goods(session)} | set(session.scalars(places))
    opened = session.execute(
        update(Producer)
        .where(Producer.id.in_(wanted), Producer.status == ProducerStatus.LISTED)
        .values(status=ProducerStatus.OPEN, has_demo_account=True, opened_at=clock.now())
    )
    count: int = opened.rowcount  # type: ignore[attr-defined]
    return Tally(changed=count, same=len(wanted) - count)


def load_packs(session: Session) -> Tally:
    priced = set(
        session.scalars(
            select(ProductVariant.product_id).where(ProductVariant.origin != Origin.DEMO)
        )
    )
    rows = [
        row
        for product, kind in goods(session)
        if product.id not in priced  # a published price is not mixed with made-up ones
        for row in _packs(product, kind)
    ]
    _number(rows)
    initial = {(row["sku"],): {"is_active": True} for row in rows}
    return sync(session, ProductVariant, ("sku",), rows, initial=initial, origin=Origin.DEMO).tally


def _packs(product: Product, kind: Kind) -> list[Values]:
    assert product.code
    count = len(kind.packs)
    if product.subgroup not in SHOWN_WHOLE:
        count = seed.number(1, count, product.code, "packs")
    base = seed.number(kind.least_vnd, kind.most_vnd, product.code, "price")
    return [
        {
            "sku": f"{product.code.removeprefix('p-')}-{position + 1}",
            "product_id": product.id,
            "name_vi": pack.name_vi,
            "name_en": pack.name_en,
            "price_vnd": max(1, round(base * pack.times / 1000)) * 1000,
            "net_quantity": pack.net_quantity,
            "net_unit": pack.net_unit,
            "weight_g": pack.weight_g,
            "position": position,
            "gtin": product.product_group in BARCODED,  # the number comes below
            "origin": Origin.DEMO,
            "source": None,
        }
        for position, pack in enumerate(kind.packs[:count])
    ]


def _number(rows: list[Values]) -> None:
    taken: set[str] = set()
    for row in sorted(rows, key=lambda each: str(each["sku"])):
        row["gtin"] = _gtin(row["sku"], taken) if row["gtin"] else None


def _gtin(sku: str, taken: set[str]) -> str:
    number = seed.number(0, 999_999_999, sku, "gtin")
    while True:
        body = f"{GTIN_PREFIX}{number:09}"
        gtin = gs1.gtin14(f"{body}{gs1.check_digit(body)}")
        if gtin not in taken:
            taken.add(gtin)
            return gtin
        number = (number + 1) % 1_000_000_000
