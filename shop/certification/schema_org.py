"""A certificate as schema.org has it: https://schema.org/Certification."""

from datetime import date
from typing import Any

from shop.certification.labels import ISSUER_LEVELS
from shop.certification.models import Certificate, IssuedPrecision
from shop.certification.records import LICENCE, Links, issued_text, known_last_day
from shop.certification.rules import LEAST_CERTIFIED_STARS, MOST_STARS, standing_on

CONTEXT = "https://schema.org"
# Official names are the same in every language.
PROGRAMME = "Chương trình mỗi xã một sản phẩm (OCOP)"
MADE_UP = "Dữ liệu minh họa, không phải quyết định thật"


def certification(certificate: Certificate, day: date, links: Links) -> dict[str, Any]:
    """Return a certificate as a node of a graph; it has a rating only while its stars hold."""
    is_valid = standing_on(certificate, day).is_valid
    url = links.to_certificate(certificate)
    last_day = known_last_day(certificate)
    knows_day = certificate.issued_precision is IssuedPrecision.DAY
    about: dict[str, Any] = {
        "@type": "Certification",
        "@id": url,
        "url": url,
        "name": f"OCOP: {certificate.product_name}",
        "identifier": certificate.public_id,
        "certificationIdentification": certificate.certificate_no or certificate.decision_no,
        "certificationStatus": f"{CONTEXT}/Certification{'Active' if is_valid else 'Inactive'}",
        "certificationRating": _rating(certificate) if is_valid else None,
        "datePublished": issued_text(certificate),
        "validFrom": certificate.issued_on.isoformat() if knows_day else None,
        "expires": last_day.isoformat() if last_day else None,
        "issuedBy": _issuer(certificate),
        "validIn": {"@type": "Country", "name": "Việt Nam"},
        "about": _product(certificate, links),
        "isPartOf": {"@type": "CreativeWork", "name": PROGRAMME},
        "citation": certificate.source,
        "license": LICENCE,
        "creativeWorkStatus": MADE_UP if certificate.is_demo else None,
    }
    return _stated(about)


def _rating(certificate: Certificate) -> dict[str, Any]:
    return {
        "@type": "Rating",
        "ratingValue": certificate.stars,
        "worstRating": LEAST_CERTIFIED_STARS,
        "bestRating": MOST_STARS,
    }


def _issuer(certificate: Certificate) -> dict[str, Any] | None:
    level = certificate.issuer_level
    name = certificate.issuer_name or (str(ISSUER_LEVELS[level]) if level else None)
    return {"@type": "Organization", "name": name} if name else None


def _product(certificate: Certificate, links: Links) -> dict[str, Any]:
    maker = certificate.producer_name or (
        certificate.product.producer.name if certificate.product.producer else None
    )
    return _stated(
        {
            "@type": "Product",
            "name": certificate.product_name,
            "url": links.to_product(certificate),
            "productID": certificate.product_code,
            "manufacturer": {"@type": "Organization", "name": maker} if maker else None,
        }
    )


def _stated(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
