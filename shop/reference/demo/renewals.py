"""Made-up re-recognitions of lapsed products, with the stars they had."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from shop.catalog.models import Product
from shop.certification import queries
from shop.certification.models import Certificate, CertificateStatus, IssuerLevel, Recognition
from shop.certification.rules import expiry_of
from shop.database import Origin
from shop.lib import clock
from shop.producers.models import Producer
from shop.reference.checks import HANOI
from shop.reference.demo import seed
from shop.reference.load_register import public_code
from shop.reference.sync import Tally, Values, sync

MOST = 80
NEWEST_DAYS, OLDEST_DAYS = 12, 1_050  # some expire within the half year that is watched
ISSUER = "Hội đồng minh họa (không phải quyết định thật)"


def load_renewals(session: Session) -> Tally:
    """Give lapsed products of Hà Nội a certificate of the demonstration."""
    today = clock.today()
    rows = [
        _certificate(product, stars, number, today)
        for number, (product, stars) in enumerate(_lapsed(session, today), start=1)
    ]
    initial = {(row["public_id"],): {"status": CertificateStatus.VERIFIED} for row in rows}
    return sync(
        session, Certificate, ("public_id",), rows, initial=initial, origin=Origin.DEMO
    ).tally


def _lapsed(session: Session, today: date) -> list[tuple[Product, int]]:
    """Return real products that have had stars and hold no certificate, with those stars."""
    latest = {
        product_id: stars
        for product_id, stars in session.execute(
            select(Recognition.product_id, Recognition.stars).order_by(
                Recognition.stated_on, Recognition.id
            )
        )
        if stars is not None
    }
    products = session.scalars(
        select(Product)
        .join(Product.producer)
        .where(
            Product.id.in_(latest),
            Product.origin == Origin.REFERENCE,
            Producer.province_code == HANOI,
        )
        .order_by(Product.code)
        .options(joinedload(Product.producer))
    ).all()
    real = {
        key
        for key, certificate in queries.certificates_on(today, latest).items()
        if certificate.origin is not Origin.DEMO
    }
    return [(product, latest[product.id]) for product in products if product.id not in real][:MOST]


def _certificate(product: Product, stars: int, number: int, today: date) -> Values:
    age = seed.number(NEWEST_DAYS, OLDEST_DAYS, product.code, "renewal")
    issued_on = today - timedelta(days=age)
    assert product.producer
    return {
        "public_id": public_code("demo", product.code),
        "product_id": product.id,
        "stars": stars,
        "decision_no": f"MH-{number:02}/{issued_on.year}",
        "issuer_level": IssuerLevel.CENTRAL if stars == 5 else IssuerLevel.PROVINCE,
        "issuer_name": ISSUER,
        "product_name": product.name_vi,
        "producer_name": product.producer.name,
        "producer_address": product.producer.place_name or None,
        "issued_on": issued_on,
        "expires_on": expiry_of(issued_on),
        "origin": Origin.DEMO,
        "source": None,
    }
