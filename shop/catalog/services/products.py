"""What a maker says of a product: enter it, edit it, discard a draft."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from itertools import chain
from typing import Any

from sqlalchemy.exc import IntegrityError

from shop import audit
from shop.accounts.models import User
from shop.catalog import queries, rules
from shop.catalog.errors import DraftInUse, KeepsItsNature, NoSuchKind, NotADraft
from shop.catalog.models import (
    CriteriaSet,
    FactKind,
    ListingStatus,
    Product,
    ProductFact,
    ProductSlug,
)
from shop.catalog.services.listing import check_whole, step, submit, touch
from shop.database import Origin, db, lock, transaction
from shop.lib import clock
from shop.lib.text import slugify
from shop.media import services as media
from shop.producers.models import Producer

LONGEST_SLUG = 100  # room for a number behind it


@dataclass(frozen=True)
class Listing:
    """What a maker says of a product, its packs and pictures aside."""

    name_vi: str
    criteria_set_no: int
    name_en: str | None = None
    subgroup: str | None = None
    story_vi: str | None = None
    story_en: str | None = None
    harvest_months: int = 0  # bits, see rules.month_bits
    collective_mark: str | None = None
    collective_mark_owner: str | None = None
    facts: Mapping[FactKind, str | None] = field(default_factory=dict)  # None takes one out


# What a reviewer vouched for. The rest is the maker's own to change at any time.
REVIEWED = frozenset(
    {"name_vi", "name_en", "criteria_set_no", "collective_mark", "collective_mark_owner"}
)
# What published sources state of a product; edited, it is the maker's word.
_SOURCED = REVIEWED | {"subgroup"}


def create(producer: Producer, listing: Listing, *, actor: User) -> Product:
    """Enter a product as a draft that only its maker sees.

    :raises NoSuchKind: if there is no such criteria set
    """
    with transaction() as session:
        product = Product(
            producer=producer,
            slug=_free_slug(listing.name_vi, None),
            listing_status=ListingStatus.DRAFT,
            origin=_origin(actor),
            edited_at=clock.now(),
        )
        session.add(product)
        # It cannot be written before it has its columns.
        with session.no_autoflush:
            _write(product, listing, actor)
        audit.record(actor, "product.created", product, name=product.name_vi)
    return product


def edit(product: Product, listing: Listing, *, then_submit: bool = False, actor: User) -> None:
    """Change what is said of a product.

    What a reviewer vouched for takes a product in the shop back to review: buyers never see
    a name, a kind or a label that nobody looked at.

    :param then_submit: ask for a review in the same step
    :raises NoSuchKind: if there is no such criteria set
    :raises KeepsItsNature: if goods with packs would become a place to visit
    :raises ListingIncomplete: if it is, or asks to be, reviewed and lacks something
    :raises ListingStepNotAllowed: if it asks for a review that it cannot have now
    """
    with transaction():
        lock(product)
        changed = _write(product, listing, actor)
        touch(product, actor=actor)
        if changed:
            audit.record(actor, "product.edited", product, **changed)
        needs_review = any(name in REVIEWED or name.startswith("fact_") for name in changed)
        if needs_review and product.listing_status in rules.STAYS_WHOLE:
            check_whole(product)
        if needs_review and product.listing_status is ListingStatus.PUBLISHED:
            step(product, ListingStatus.PENDING_REVIEW, actor=actor)
        elif then_submit:
            submit(product, actor=actor)


def discard(product: Product, *, actor: User) -> None:
    """Delete a draft that nobody but its maker has seen.

    :raises NotADraft: if it is none, or was ever shown
    :raises DraftInUse: if lots or stock refer to it
    """
    try:
        with transaction() as session:
            lock(product)
            if product.listing_status is not ListingStatus.DRAFT or rules.was_shown(product):
                raise NotADraft
            audit.record(actor, "product.discarded", product, name=product.name_vi)
            for picture in list(product.pictures):
                media.take_out(product, picture.id, actor=actor)
            contents = queries.box_contents(pack.id for pack in product.variants)
            # Row by row, so that all who follow a product see which one goes.
            for row in (*chain(*contents.values()), *product.changes, *product.variants, product):
                session.delete(row)
            session.flush()
    except IntegrityError:
        raise DraftInUse from None


def _write(product: Product, listing: Listing, actor: User) -> dict[str, list[Any]]:
    """Bring a product to what its maker says; return what changed: before and after by name."""
    _check_kind(product, listing)
    changed: dict[str, list[Any]] = {}
    for column in fields(listing):
        if column.name == "facts":
            continue
        before, after = getattr(product, column.name), getattr(listing, column.name)
        if before != after:
            changed[column.name] = [before, after]
            setattr(product, column.name, after)
    for kind, value in listing.facts.items():
        changed |= _write_fact(product, kind, value or None, actor)
    if _SOURCED & changed.keys() and product.id is not None:
        product.origin, product.source = _origin(actor), None
    if "name_vi" in changed and product.id is not None:
        _readdress(product)
    return changed


def _check_kind(product: Product, listing: Listing) -> None:
    kind = db.session.get(CriteriaSet, listing.criteria_set_no)
    if kind is None:
        raise NoSuchKind
    if kind.no == rules.TOURISM_SET and product.id is not None and product.variants:
        raise KeepsItsNature
    product.criteria_set, product.product_group = kind, kind.product_group


def _write_fact(
    product: Product, kind: FactKind, value: str | None, actor: User
) -> dict[str, list[Any]]:
    fact = next((each for each in product.facts if each.kind is kind), None)
    before = fact.value if fact else None
    if before == value:
        return {}
    if value is None:
        product.facts.remove(fact)  # type: ignore[arg-type]  # there was a value, so a fact
    elif fact is None:
        product.facts.append(ProductFact(kind=kind, value=value, origin=_origin(actor)))
    else:
        fact.value, fact.origin, fact.source = value, _origin(actor), None
    return {f"fact_{kind}": [before, value]}


def _readdress(product: Product) -> None:
    """Give a renamed product the address of its new name; the old one goes on answering."""
    wanted = slugify(product.name_vi, most=LONGEST_SLUG)
    if re.fullmatch(rf"{re.escape(wanted)}(-\d+)?", product.slug):
        return
    before, product.slug = product.slug, _free_slug(product.name_vi, product.id)
    again = db.session.get(ProductSlug, product.slug)
    if again is not None:  # its own, from when it had this name before
        db.session.delete(again)
    if rules.was_shown(product):
        db.session.add(ProductSlug(slug=before, product_id=product.id))


def _free_slug(name: str, product_id: int | None) -> str:
    wanted = slugify(name, most=LONGEST_SLUG) or "san-pham"
    taken = queries.taken_slugs(wanted, but_of=product_id)
    slug, number = wanted, 2
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def _origin(actor: User) -> Origin:
    return Origin.DEMO if actor.is_demo else Origin.ENTERED
