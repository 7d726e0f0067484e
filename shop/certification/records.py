"""A certificate as one flat record: the same for the API, the CSV and whoever reads them."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from flask import url_for

from shop.catalog.models import ListingStatus
from shop.certification.models import Certificate, IssuedPrecision
from shop.certification.rules import standing_on

LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"
LICENCE_NAME = "CC0 1.0"
_ISSUED_LENGTH = {IssuedPrecision.YEAR: 4, IssuedPrecision.MONTH: 7, IssuedPrecision.DAY: 10}
_SAME = (
    *("product_name", "producer_name", "producer_address", "stars", "score", "certificate_no"),
    *("decision_no", "product_code", "issuer_level", "issuer_name", "legal_document"),
    *("issued_precision", "extended_until", "ended_on", "revocation_reason"),
    *("revocation_decision_no", "changed_at", "is_demo", "source"),
)
_KEY = "-key-"


@dataclass(frozen=True)
class Links:
    """Whole addresses with a place for the key: the router is asked once, not for each row."""

    certificate: str
    product: str
    file: str

    @classmethod
    def here(cls) -> Self:
        """Return the addresses of the shop that is being asked."""
        file = url_for("media.show", checksum="0" * 64, _external=True)
        return cls(
            certificate=url_for("certification.show", public_id=_KEY, _external=True),
            product=url_for("catalog.product", slug=_KEY, _external=True),
            file=file.replace("0" * 64, _KEY),
        )

    def to_certificate(self, certificate: Certificate) -> str:
        return self.certificate.replace(_KEY, certificate.public_id)

    def to_product(self, certificate: Certificate) -> str | None:
        """Return the page of the product; None while it is not on the market."""
        product = certificate.product
        is_shown = product.listing_status is ListingStatus.PUBLISHED
        return self.product.replace(_KEY, product.slug) if is_shown else None

    def to_scan(self, certificate: Certificate) -> str | None:
        scan = certificate.scan
        return self.file.replace(_KEY, scan.checksum) if scan else None


def issued_text(certificate: Certificate) -> str:
    """Return the day, month or year of issue in ISO 8601, never more exact than the source."""
    return certificate.issued_on.isoformat()[: _ISSUED_LENGTH[certificate.issued_precision]]


def known_last_day(certificate: Certificate) -> date | None:
    """Return the last valid day where it is known to the day."""
    knows_day = certificate.issued_precision is IssuedPrecision.DAY
    return certificate.last_day if knows_day or certificate.extended_until else None


def record(certificate: Certificate, day: date, links: Links) -> dict[str, Any]:
    """Return everything that is public of a certificate, and what it is worth on a day."""
    standing = standing_on(certificate, day)
    product, producer = certificate.product, certificate.product.producer
    knows_day = certificate.issued_precision is IssuedPrecision.DAY
    return {name: getattr(certificate, name) for name in _SAME} | {
        "id": certificate.public_id,
        "url": links.to_certificate(certificate),
        "product": product.slug,
        "product_url": links.to_product(certificate),
        "group": product.product_group.value,
        "criteria_set": product.criteria_set_no,
        "producer": producer.slug if producer else None,
        "province": producer.province_code if producer else None,
        "place": producer.place_name if producer else "",
        "stars_today": certificate.stars if standing.is_valid else None,
        "standing": standing.value,
        "is_valid": standing.is_valid,
        "issued": issued_text(certificate),
        "expires_on": certificate.expires_on if knows_day else None,
        "last_valid_day": known_last_day(certificate),
        "scan_url": links.to_scan(certificate),
        "licence": LICENCE,
    }
