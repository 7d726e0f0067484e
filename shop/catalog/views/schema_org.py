"""A product as schema.org has it, for machines that read its page."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from shop.catalog.covers import cover_url
from shop.catalog.models import Product, ProductVariant
from shop.certification.models import Certificate, IssuedPrecision
from shop.inventory.supply import Supply
from shop.media.shown import Shown
from shop.traceability.addresses import base_url
from shop.web.locale import localized


def address(product: Product) -> str:
    """Return the one address of a product's page."""
    return base_url() + url_for("catalog.product", slug=product.slug)


def for_machines(
    product: Product,
    certificate: Certificate | None,
    supply: Supply,
    pictures: Sequence[Shown],
    *,
    is_sold: bool,
) -> dict[str, Any]:
    """Return a product as schema.org has it; what is made up has no place there."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": localized(product, "name"),
        "url": address(product),
        "image": [base_url() + each for each in _images(product, pictures)],
        "category": localized(product.criteria_set, "label"),
        "countryOfOrigin": "VN",
    }
    if producer := product.producer:
        place = {"@type": "PostalAddress", "addressCountry": "VN"}
        if producer.province:
            place["addressRegion"] = producer.province.short_name
        data["manufacturer"] = {"@type": "Organization", "name": producer.name, "address": place}
    if certificate and not certificate.is_demo:
        data["hasCertification"] = _certification(certificate)
    offers = [
        _offer(product, each.pack, in_stock=each.stock > 0)
        for each in supply.packs
        if is_sold and not _is_made_up(product, each.pack)
    ]
    return data | ({"offers": offers} if offers else {})


def trail_for_machines(product: Product) -> dict[str, Any]:
    """Return the way to a product's page as schema.org has it."""
    kind = product.criteria_set
    steps = [
        (_("Products"), url_for("search.products")),
        (localized(kind, "label"), url_for("search.products", set=kind.no)),
        (localized(product, "name"), url_for("catalog.product", slug=product.slug)),
    ]
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": base_url() + path}
            for position, (name, path) in enumerate(steps, 1)
        ],
    }


def _images(product: Product, pictures: Sequence[Shown]) -> list[str]:
    return [each.src for each in pictures if not each.is_demo] or [cover_url(product)]


def _certification(certificate: Certificate) -> dict[str, Any]:
    about = {
        "@type": "Certification",
        "name": _("OCOP %(stars)s stars", stars=certificate.stars),
        "certificationStatus": "https://schema.org/CertificationActive",
        "certificationIdentification": certificate.decision_no,
        "url": base_url() + url_for("certification.show", public_id=certificate.public_id),
    }
    if certificate.issued_precision is IssuedPrecision.DAY:
        about["expires"] = certificate.last_day.isoformat()
    return {name: value for name, value in about.items() if value}


def _is_made_up(product: Product, pack: ProductVariant) -> bool:
    return pack.is_demo or product.producer is None or product.producer.has_demo_account


def _offer(product: Product, pack: ProductVariant, *, in_stock: bool) -> dict[str, Any]:
    return {
        "@type": "Offer",
        "name": localized(pack, "name"),
        "sku": pack.sku,
        "price": pack.price_vnd,
        "priceCurrency": "VND",
        "url": address(product),
        "availability": f"https://schema.org/{'InStock' if in_stock else 'OutOfStock'}",
    }
