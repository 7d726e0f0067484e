"""A product's page and its print."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext as _

from shop.accounts.permissions import public
from shop.cart.rules import MOST_OF_ONE
from shop.catalog import labels
from shop.catalog.covers import cover_url
from shop.catalog.models import Product, ProductVariant
from shop.catalog.packs import unit_price_text
from shop.catalog.policy import visible_product
from shop.catalog.rules import missing_facts, why_not_sold
from shop.certification.models import Certificate, IssuedPrecision
from shop.certification.queries import (
    Range,
    certificate_on,
    history,
    ranges,
    undated_recognitions,
)
from shop.certification.rules import Standing, standing_on
from shop.delivery.rules import DeliveryQuote, quote
from shop.inventory.supply import Supply, supply_of
from shop.lib import clock
from shop.producers import labels as producer_labels
from shop.producers.models import Producer
from shop.producers.rules import is_known
from shop.search.queries import LOW_STOCK, product_cards
from shop.traceability.addresses import base_url
from shop.traceability.rules import Verdict, conditions
from shop.trade_weeks.queries import stands_of
from shop.web.covers import cover_svg
from shop.web.filters import day, month_year
from shop.web.locale import localized
from shop.web.pictures import svg_answer

bp = Blueprint("catalog", __name__)

OTHERS_SHOWN = 4
MOST_PALETTES = 99


@bp.get("/products/<slug>")
@public
def product(slug: str) -> str:
    product = visible_product(slug)
    producer, today = product.producer, clock.today()
    supply = supply_of(product, today)
    not_sold = why_not_sold(product, has_packs=bool(supply.packs))
    certificate = certificate_on(today, product.id)
    makes = ranges([producer.id], today)[producer.id] if producer else None
    return render_template(
        "catalog/product.html",
        product=product,
        cover=cover_url(product),
        supply=supply,
        not_sold=not_sold,
        unit_price_text=unit_price_text,
        deliveries=_deliveries(supply, producer) if producer and not not_sold else [],
        low=LOW_STOCK,
        most=min(supply.most, MOST_OF_ONE),
        certificate=certificate,
        badge_detail=_badge_detail(certificate) if certificate else "",
        recognitions=_recognitions(product, today),
        undated=undated_recognitions(product.id),
        is_expiring=lambda lot: Verdict.EXPIRING in conditions(lot, today),
        missing=missing_facts(product),
        makes=makes,
        is_known=producer is not None and is_known(producer),
        others=product_cards(_others(product, makes)),
        stands=stands_of(producer.id, today) if producer else [],
        labels=labels,
        producer_labels=producer_labels,
        canonical=_address(product),
        for_machines=_for_machines(product, certificate, supply, is_sold=not not_sold),
    )


@bp.get("/products/<slug>/cover.svg")
@public
def cover(slug: str) -> Response:
    product = visible_product(slug)
    shift = request.args.get("v", "").rpartition("-")[2]
    return svg_answer(
        cover_svg(
            product.code or product.slug,
            product.name_vi,
            product.criteria_set_no,
            product.subgroup,
            min(int(shift), MOST_PALETTES) if shift.isascii() and shift.isdigit() else 0,
        )
    )


def _deliveries(supply: Supply, producer: Producer) -> list[DeliveryQuote]:
    """Return what one unit of the proposed pack costs to send: in its province, and beyond."""
    if supply.first is None or not supply.stock:
        return []
    ways = (True, False) if producer.province_code else (False,)
    return [quote(supply.first.pack.weight_g, same_province) for same_province in ways]


def _recognitions(product: Product, today: date) -> list[tuple[Certificate, Standing]]:
    """Return what a product was given, newest first, with what each is worth today."""
    return [(each, standing_on(each, today)) for each in history(product.id)]


def _others(product: Product, makes: Range | None) -> list[Product]:
    """Return a few more products of the maker, those with a certificate of today first."""
    if makes is None:
        return []
    others = [each for each in makes.products if each.id != product.id]
    return sorted(others, key=lambda each: each.id not in makes.certified)[:OTHERS_SHOWN]


def _badge_detail(certificate: Certificate) -> str:
    """Return until when a star holds, never more exactly than the source says."""
    if certificate.extended_until or certificate.issued_precision is IssuedPrecision.DAY:
        return _("until %(date)s", date=day(certificate.last_day))
    if certificate.issued_precision is IssuedPrecision.MONTH:
        return _("until %(date)s", date=month_year(certificate.last_day))
    return _("recognised in %(year)s", year=certificate.issued_on.year)


def _address(product: Product) -> str:
    return base_url() + url_for(".product", slug=product.slug)


def _for_machines(
    product: Product, certificate: Certificate | None, supply: Supply, *, is_sold: bool
) -> dict[str, Any]:
    """Return a product as schema.org has it; what is made up has no place there."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": localized(product, "name"),
        "url": _address(product),
        "image": base_url() + cover_url(product),
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
        "url": _address(product),
        "availability": f"https://schema.org/{'InStock' if in_stock else 'OutOfStock'}",
    }
