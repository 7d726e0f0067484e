"""A listing's way between its maker and the office: each step one function."""

from datetime import datetime

from shop import audit
from shop.accounts.models import User
from shop.catalog import rules
from shop.catalog.errors import (
    ChangedMeanwhile,
    DemandInFuture,
    ListingIncomplete,
    ListingStepNotAllowed,
    ReasonMissing,
)
from shop.catalog.models import ListingChange, ListingStatus, Product
from shop.database import db, lock, transaction
from shop.jobs import enqueue
from shop.lib import clock


def submit(product: Product, *, actor: User) -> None:
    """Ask the office to look at a product.

    :raises ListingStepNotAllowed: if it stands elsewhere by now
    :raises ListingIncomplete: naming everything that the law asks for and it lacks
    """
    with transaction():
        lock(product)
        _check_from(product, *rules.SUBMITTED_FROM)
        step(product, ListingStatus.PENDING_REVIEW, actor=actor)
        check_whole(product)


def publish(product: Product, *, seen: str | None = None, actor: User) -> None:
    """Show a product that was reviewed.

    :param seen: the version that the officer looked at
    :raises ListingStepNotAllowed: if it stands elsewhere by now
    :raises ChangedMeanwhile: if it is not what the officer looked at
    :raises ListingIncomplete: naming everything that the law asks for and it lacks
    """
    with transaction():
        _lock_as_seen(product, seen)
        _check_from(product, ListingStatus.PENDING_REVIEW)
        step(product, ListingStatus.PUBLISHED, actor=actor)
        check_whole(product)


def reject(product: Product, reason: str, *, seen: str | None = None, actor: User) -> None:
    """Send a product back to its maker.

    :param seen: the version that the officer looked at
    :raises ReasonMissing: if no reason is given
    :raises ListingStepNotAllowed: if it stands elsewhere by now
    :raises ChangedMeanwhile: if it is not what the officer looked at
    """
    reason = _stated(reason)
    with transaction():
        _lock_as_seen(product, seen)
        step(product, ListingStatus.REJECTED, actor=actor, reason=reason)


def unpublish(product: Product, *, actor: User) -> None:
    """Take a product off the shelf for its maker; it comes back by way of a review.

    :raises ListingStepNotAllowed: if it stands elsewhere by now
    """
    with transaction():
        lock(product)
        step(product, ListingStatus.UNPUBLISHED, actor=actor)


def take_down(
    product: Product, reason: str, *, demanded_at: datetime | None = None, actor: User
) -> None:
    """Take a product off for the office; only the office brings it back.

    :param demanded_at: UTC instant at which an authority's demand came; None: without one
    :raises ReasonMissing: if no reason is given
    :raises DemandInFuture: if the demand is still to come
    :raises ListingStepNotAllowed: if it stands elsewhere by now
    """
    reason = _stated(reason)
    if demanded_at is not None and demanded_at > clock.now():
        raise DemandInFuture
    with transaction():
        lock(product)
        step(
            product,
            ListingStatus.TAKEN_DOWN,
            actor=actor,
            reason=reason,
            demanded_at=demanded_at,
        )


def lift(product: Product, reason: str, *, seen: str | None = None, actor: User) -> None:
    """Show a product again that the office had taken down.

    :param seen: the version that the officer looked at
    :raises ReasonMissing: if no reason is given
    :raises ListingStepNotAllowed: if it stands elsewhere by now
    :raises ChangedMeanwhile: if it is not what the officer looked at
    """
    reason = _stated(reason)
    with transaction():
        _lock_as_seen(product, seen)
        _check_from(product, ListingStatus.TAKEN_DOWN)
        step(product, ListingStatus.PUBLISHED, actor=actor, reason=reason)


def step(
    product: Product,
    to: ListingStatus,
    *,
    actor: User | None,
    reason: str | None = None,
    demanded_at: datetime | None = None,
) -> None:
    """Move a locked product on and write it down.

    :raises ListingStepNotAllowed: if it stands elsewhere by now
    """
    if not rules.may_become(product.listing_status, to):
        raise ListingStepNotAllowed
    before, product.listing_status = product.listing_status, to
    db.session.add(
        ListingChange(
            product=product,
            actor_id=actor.id if actor else None,
            from_status=before,
            to_status=to,
            reason=reason,
            demanded_at=demanded_at,
        )
    )
    audit.record(
        actor,
        f"product.{to}",
        product,
        before=before,
        reason=reason,
        demanded_at=demanded_at.isoformat() if demanded_at else None,
    )
    enqueue("search.index_product", product_id=product.id)


def check_whole(product: Product) -> None:
    """Refuse a listing that lacks what the law asks for.

    :raises ListingIncomplete: naming each thing
    """
    if lacks := rules.lacks(product):
        raise ListingIncomplete(lacks)


def touch(product: Product, *, actor: User) -> None:
    """Note that a maker changes a locked product; what was sent back is a draft again."""
    product.edited_at = clock.now()
    if product.listing_status is ListingStatus.REJECTED:
        step(product, ListingStatus.DRAFT, actor=actor)
    elif product.listing_status is ListingStatus.PUBLISHED:
        enqueue("search.index_product", product_id=product.id)


def _lock_as_seen(product: Product, seen: str | None) -> None:
    lock(product)
    if seen is not None and rules.version_of(product) != seen:
        raise ChangedMeanwhile


def _check_from(product: Product, *allowed: ListingStatus) -> None:
    """Keep apart the several ways that lead to one state."""
    if product.listing_status not in allowed:
        raise ListingStepNotAllowed


def _stated(reason: str) -> str:
    if not reason.strip():
        raise ReasonMissing
    return reason.strip()
