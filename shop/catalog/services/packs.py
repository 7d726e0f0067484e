"""The packs that a product is sold in: price, contents, weight, barcode."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import select

from shop import audit
from shop.accounts.models import User
from shop.catalog import rules
from shop.catalog.errors import (
    BadGtin,
    GtinKept,
    GtinTaken,
    NetQuantityMissing,
    NotInPacks,
    RestrictedGtin,
    SkuTaken,
)
from shop.catalog.models import FactKind, NetUnit, Product, ProductVariant
from shop.catalog.services.listing import touch
from shop.database import Origin, db, lock, transaction
from shop.lib import gs1

LONGEST_SKU = 120


@dataclass(frozen=True)
class Pack:
    """What a maker says of a pack."""

    name_vi: str
    price_vnd: int  # VAT included, positive
    weight_g: int  # as carried, with its packing; positive
    name_en: str | None = None
    net_quantity: int | None = None  # in net_unit
    net_unit: NetUnit | None = None
    gtin: str | None = None  # of 8, 12, 13 or 14 digits, as printed
    sku: str | None = None  # the maker's own code; made up where there is none
    is_active: bool = True  # offered to buyers


def add_pack(product: Product, pack: Pack, *, actor: User) -> ProductVariant:
    """Offer a product in one more pack; of a product in the shop it can be ordered at once.

    :raises NotInPacks: if it is a place to visit
    :raises NetQuantityMissing: if the label of such goods states one and the pack does not
    :raises BadGtin, RestrictedGtin, GtinTaken: if its barcode number is refused
    :raises SkuTaken: if another pack has its code
    """
    with transaction() as session:
        lock(product)
        if not product.is_sold_in_packs:
            raise NotInPacks
        places = [each.position for each in product.variants]
        variant = ProductVariant(product_id=product.id, position=max(places, default=-1) + 1)
        changed = _write(product, variant, pack, actor)
        session.add(variant)
        touch(product, actor=actor)
        audit.record(actor, "pack.added", variant, **changed)
        session.expire(product, ["variants"])
    return variant


def edit_pack(
    variant: ProductVariant, pack: Pack, *, position: int | None = None, actor: User
) -> None:
    """Change a pack; its price counts at once, orders keep the one that they were placed at.

    :param position: its place among the packs, from 0
    :raises NetQuantityMissing: if the label of such goods states one and the pack does not
    :raises BadGtin, RestrictedGtin, GtinTaken, GtinKept: if its barcode number is refused
    :raises SkuTaken: if another pack has its code
    """
    with transaction():
        product = variant.product
        lock(product)
        lock(variant)
        changed = _write(product, variant, pack, actor)
        if position is not None and position != _place(variant):
            _put_at(variant, position)
            changed["position"] = [None, position]
        if changed:
            touch(product, actor=actor)
            audit.record(actor, "pack.edited", variant, **changed)


def _write(
    product: Product, variant: ProductVariant, pack: Pack, actor: User
) -> dict[str, list[Any]]:
    """Bring a pack to what its maker says; return what changed: before and after by name."""
    owed = rules.LABEL_FACTS[product.criteria_set_no]
    if FactKind.NET_WEIGHT in owed and not pack.net_quantity:
        raise NetQuantityMissing
    values = asdict(pack) | {
        "gtin": _checked_gtin(variant, pack.gtin, product),
        "sku": _checked_sku(variant, pack.sku, product),
        "net_unit": pack.net_unit if pack.net_quantity else None,
    }
    changed = _differences(variant, values)
    for name, (_before, after) in changed.items():
        setattr(variant, name, after)
    if changed.keys() - {"is_active"}:
        variant.origin = Origin.DEMO if actor.is_demo else Origin.ENTERED
        variant.source = variant.price_seen_on = None
    return changed


def _differences(variant: ProductVariant, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    return {
        name: [getattr(variant, name), value]
        for name, value in values.items()
        if getattr(variant, name) != value
    }


def _checked_gtin(variant: ProductVariant, code: str | None, product: Product) -> str | None:
    """Return a barcode number as 14 digits, or None where the pack has none."""
    gtin = None
    if code:
        if not gs1.is_gtin(code):
            raise BadGtin
        gtin = gs1.gtin14(code)
        if gtin != variant.gtin and gs1.is_restricted(gtin):
            raise RestrictedGtin
    if variant.gtin and gtin != variant.gtin and rules.was_shown(product):
        raise GtinKept
    if gtin and gtin != variant.gtin and _is_taken(ProductVariant.gtin == gtin):
        raise GtinTaken
    return gtin


def _checked_sku(variant: ProductVariant, code: str | None, product: Product) -> str:
    sku = code or variant.sku
    if sku is None:
        number = len(product.variants) + 1
        while _is_taken(ProductVariant.sku == (sku := f"{product.slug}-{number}")):
            number += 1
    elif sku != variant.sku and _is_taken(ProductVariant.sku == sku):
        raise SkuTaken
    return sku


def _is_taken(condition: Any) -> bool:
    return db.session.scalar(select(ProductVariant.id).where(condition)) is not None


def _place(variant: ProductVariant) -> int:
    return variant.product.variants.index(variant)


def _put_at(variant: ProductVariant, position: int) -> None:
    """Put a pack at a place among the others, which close up."""
    others = [each for each in variant.product.variants if each is not variant]
    others.insert(position, variant)
    for place, each in enumerate(others):
        each.position = place
    db.session.flush()
    db.session.expire(variant.product, ["variants"])
