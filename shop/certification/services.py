"""Change the register."""

from datetime import date
from decimal import Decimal
from typing import IO

from sqlalchemy import update

from shop import audit
from shop.accounts.models import User
from shop.catalog.models import Product
from shop.certification import queries
from shop.certification.errors import (
    DecisionAlreadyUsed,
    IssuedInFuture,
    StarsAboveScore,
    TooFewStars,
    WrongIssuer,
)
from shop.certification.models import Certificate, CertificateStatus, IssuerLevel
from shop.certification.rules import LEAST_CERTIFIED_STARS, expiry_of, issuers_of, star_band
from shop.database import Origin, transaction
from shop.jobs import enqueue
from shop.lib import clock
from shop.lib.codes import new_code
from shop.media import services as media


def record_certificate(
    product: Product,
    decision_no: str,
    score: Decimal,
    issued_on: date,
    *,
    issuer_level: IssuerLevel,
    issuer_name: str,
    actor: User,
    stars: int | None = None,
) -> Certificate:
    """Record the certificate that a recognition decision gives a product.

    A certificate of the product that still ran is superseded from that day.

    :param score: points out of 100
    :param stars: those of the decision, where a minimum option keeps them below the score's
    :param actor: the officer, for the audit log
    :raises TooFewStars: if it earns fewer than three stars
    :raises StarsAboveScore: if the decision gives more stars than the score reaches
    :raises WrongIssuer: if this level could not certify these stars on that day
    :raises IssuedInFuture: if the decision is dated after today
    :raises DecisionAlreadyUsed: if the decision already covers this product
    """
    stars = _certified_stars(score, stars)
    if issuer_level not in issuers_of(stars, issued_on):
        raise WrongIssuer(stars, issued_on)
    if issued_on > clock.today():
        raise IssuedInFuture

    with transaction() as session:
        if queries.find_by_decision(product.id, decision_no):
            raise DecisionAlreadyUsed(decision_no)
        session.execute(
            update(Certificate)
            .where(Certificate.product_id == product.id, Certificate.issued_on <= issued_on)
            .where(queries.is_valid_on(issued_on))
            .values(status=CertificateStatus.SUPERSEDED, ended_on=issued_on)
        )
        certificate = Certificate(
            public_id=new_code(),
            product_id=product.id,
            decision_no=decision_no,
            score=score,
            stars=stars,
            issuer_level=issuer_level,
            issuer_name=issuer_name,
            legal_document=queries.legal_document_on(issued_on, product.criteria_set_no),
            product_name=product.name_vi,
            producer_name=product.producer.name if product.producer else None,
            producer_address=product.producer.place_name if product.producer else None,
            issued_on=issued_on,
            expires_on=expiry_of(issued_on),
            origin=Origin.ENTERED,
            recorded_at=clock.now(),
        )
        session.add(certificate)
        audit.record(actor, "certificate.recorded", certificate, stars=stars)
        enqueue("search.index_product", product_id=product.id)
    return certificate


def attach_scan(
    certificate: Certificate, stream: IO[bytes], name: str, *, actor: User
) -> Certificate:
    """Attach the scan of the decision to its certificate, in place of an earlier one.

    :param actor: the officer, for the audit log
    :raises ShopError: if the file is refused or cannot be kept; see shop.media
    """
    scan = media.store(stream, name, actor=actor)
    with transaction():
        certificate.scan_id = scan.id
        audit.record(actor, "certificate.scan_attached", certificate, checksum=scan.checksum)
    return certificate


def _certified_stars(score: Decimal, stated: int | None) -> int:
    reached = star_band(score)
    stars = reached if stated is None else stated
    if stars > reached:
        raise StarsAboveScore(stars, reached)
    if stars < LEAST_CERTIFIED_STARS:
        raise TooFewStars(stars, LEAST_CERTIFIED_STARS)
    return stars
