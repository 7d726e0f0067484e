"""A product's page, its print, and requests to places."""

from datetime import date

from flask import Blueprint, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response

from shop.accounts.permissions import public
from shop.cart.rules import MOST_OF_ONE
from shop.catalog import labels, services
from shop.catalog.covers import cover_of, print_of
from shop.catalog.forms import ContactForm
from shop.catalog.models import Product
from shop.catalog.packs import net_texts, unit_price_text
from shop.catalog.policy import visible_product
from shop.catalog.rules import in_label_order, missing_facts, takes_requests, why_not_sold
from shop.catalog.views.schema_org import address, for_machines, trail_for_machines
from shop.certification.models import Certificate, IssuedPrecision
from shop.certification.queries import (
    Range,
    certificate_on,
    certificates_on,
    history,
    lets_sell,
    ranges,
    undated_recognitions,
)
from shop.certification.rules import Standing, standing_on
from shop.delivery.rules import DeliveryQuote, quote
from shop.errors import ShopError
from shop.extensions import csrf, limiter
from shop.inventory.supply import Supply, supply_of
from shop.lib import clock
from shop.lib.phones import phone_e164
from shop.media.models import Picture
from shop.media.queries import gallery
from shop.producers import labels as producer_labels
from shop.producers.models import Producer
from shop.producers.rules import is_known
from shop.search.queries import LOW_STOCK, product_cards
from shop.traceability.rules import Verdict, conditions
from shop.trade_weeks.queries import stands_of
from shop.web.filters import day, month_year
from shop.web.locale import language
from shop.web.pages import kept
from shop.web.pictures import svg_answer

bp = Blueprint("catalog", __name__)

OTHERS_SHOWN = 4
MOST_PALETTES = 99
REQUESTS_AN_HOUR = "5 per hour"


@bp.get("/products/<slug>")
@kept
@public
def product(slug: str) -> Response | str:
    product = visible_product(slug)
    if product.slug != slug:
        return redirect(url_for(".product", slug=product.slug), 301)
    return _page(product, ContactForm(formdata=None))


def _was_sent(response: Response) -> bool:
    return response.status_code == 303


@bp.post("/products/<slug>/contact")
@public
@csrf.exempt  # no session stands behind it; the cross-site check guards it
@limiter.limit(REQUESTS_AN_HOUR, key_func=get_remote_address, deduct_when=_was_sent)
def contact(slug: str) -> Response | tuple[str, int]:
    """Hand a visitor's request to whoever runs a place."""
    product, form, status = visible_product(slug), ContactForm(), 422
    if form.validate():
        values = form.values
        phone = phone_e164(values.pop("phone"))
        assert phone  # the form has checked it
        try:
            services.request_contact(product, phone=phone, locale=language(), **values)
        except ShopError as error:
            form.reject(error)
            status = error.status
        else:
            there = url_for(".product", slug=product.slug, sent=1, _anchor="contact")
            return redirect(there, 303)
    return _page(product, form), status


def _page(product: Product, form: ContactForm) -> str:
    producer, today = product.producer, clock.today()
    supply = supply_of(product, today)
    certificate = certificate_on(today, product.id)
    not_sold = why_not_sold(
        product, has_packs=bool(supply.packs), is_certified=lets_sell(certificate is not None)
    )
    pictures = gallery(Picture.product_id, product.id)
    makes = ranges([producer.id], today)[producer.id] if producer else None
    return render_template(
        "catalog/product.html",
        product=product,
        pictures=pictures,
        cover=print_of(product),
        facts=in_label_order(product.facts),
        season=labels.season_text(product.season) if product.season else "",
        contact=form if takes_requests(product) else None,
        was_sent=request.args.get("sent") == "1",
        supply=supply,
        not_sold=not_sold,
        unit_price_text=unit_price_text,
        net=net_texts(each.pack for each in supply.packs),
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
        part_certificates=_part_certificates(supply, today),
        labels=labels,
        producer_labels=producer_labels,
        canonical=address(product),
        trail_for_machines=trail_for_machines(product),
        for_machines=for_machines(product, certificate, supply, pictures, is_sold=not not_sold),
    )


@bp.get("/products/<slug>/cover.svg")
@public
def cover(slug: str) -> Response:
    product = visible_product(slug)
    shift = request.args.get("v", "").rpartition("-")[2]
    known = shift.isascii() and shift.isdigit()
    return svg_answer(cover_of(product, min(int(shift), MOST_PALETTES) if known else 0))


def _part_certificates(supply: Supply, today: date) -> dict[int, Certificate]:
    """Return by product the certificates of what lies in boxes, which have none themselves."""
    ids = {each.part.product_id for box in supply.boxes for each in box.parts}
    return certificates_on(today, ids) if ids else {}


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
