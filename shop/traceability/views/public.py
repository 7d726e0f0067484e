"""What a code answers: pages that open from a camera on a weak network."""

import re
from dataclasses import dataclass
from functools import cache

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from markupsafe import Markup
from werkzeug.wrappers import Response

from shop.accounts.permissions import public
from shop.catalog.models import Product
from shop.errors import NotFound
from shop.inventory.queries import available
from shop.inventory.supply import points_with_units
from shop.lib import clock, codes, gs1
from shop.places.models import SalesPoint
from shop.traceability import addresses, labels, queries, rules, words
from shop.traceability.models import Lot, LotStatus
from shop.traceability.queries import Story
from shop.traceability.rules import Verdict
from shop.traceability.story_map import Stop, story_map
from shop.web.assets import STATIC
from shop.web.covers import cover_svg
from shop.web.locale import LANGUAGES
from shop.web.pages import kept
from shop.web.security import allow_style

bp = Blueprint("traceability", __name__)

MAX_AGE_S = 10
POINTS_SHOWN = 3
LONGEST_CODE = 200
ELEMENT_STRING = re.compile(r"\(01\)(?P<gtin>\d{14})(?:\(10\)(?P<lot>[^()]{1,20}))?")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Offer:
    """How more of a product is bought today."""

    price_vnd: int  # of the cheapest pack
    is_price_from: bool
    stock: int  # units that can be sent
    points: list[SalesPoint]  # some places that have it


@bp.get("/trace/<gtin>")
@bp.get("/trace/<gtin>/<lot>")
@bp.get("/trace/<gtin>/<lot>/<serial>")
@bp.get("/trace/<gtin>/<path:rest>")
@kept
@public
def trace(gtin: str, **_parts: str) -> Response:
    # As sent, because a lot number may hold a slash.
    parts = addresses.sent_segments()[2:]
    product = queries.find_product(gtin)
    if product is None or len(parts) > 2:
        return _unknown(gtin)
    lot_no, serial = (*parts, None, None)[:2]
    lot = _published(queries.find_lot_of(product, lot_no)) if lot_no else None
    return _page(product, lot, lot_no=lot_no, serial=serial)


@bp.get("/t/<path:code>")
@kept
@public
def by_code(code: str) -> Response:
    lot = _published(queries.find_lot(code))
    return _page(lot.product, lot) if lot else _unknown(code)


@bp.get("/t")
@public
def lookup() -> Response | tuple[str, int]:
    asked = request.args.get("code", "").strip()[:LONGEST_CODE]
    if asked and (address := _address_of(asked)):
        return redirect(address, 303)
    page = render_template(
        "traceability/lookup.html", asked=asked, is_slip=bool(asked) and _is_slip(asked)
    )
    return page, 404 if asked else 200


@bp.get("/lots/<code>/qr.svg")
@public
def qr_svg(code: str) -> Response:
    lot, url = _labelled(code)
    title = _("QR code of lot %(lot_no)s", lot_no=lot.lot_no)
    return _picture(labels.qr_svg(url, title).encode(), "image/svg+xml")


@bp.get("/lots/<code>/qr.png")
@public
def qr_png(code: str) -> Response:
    _lot, url = _labelled(code)
    return _picture(labels.qr_png(url), "image/png")


def _labelled(code: str) -> tuple[Lot, str]:
    """Return a lot that may be labelled, and what its label's code holds.

    :raises NotFound: if there is none, or its public page lacks what the law asks for
    """
    lot = queries.find_lot(code)
    if lot is None or lot.status is LotStatus.VOID or rules.missing_fields(lot):
        raise NotFound(_l("There is no label for this lot."))
    asked = request.args.get("gtin")
    if asked is None:
        return lot, addresses.label_url(lot, addresses.link_gtin(lot))
    if asked not in {pack.gtin for pack in lot.product.variants}:
        raise NotFound(_l("There is no label for this lot."))
    return lot, addresses.label_url(lot, asked)


def _picture(content: bytes, mimetype: str) -> Response:
    response = make_response(content)
    response.mimetype = mimetype
    return _cached(response)


def _published(lot: Lot | None) -> Lot | None:
    """A draft is known to its maker only."""
    return lot if lot and lot.status is not LotStatus.DRAFT else None


def _page(
    product: Product, lot: Lot | None, *, lot_no: str | None = None, serial: str | None = None
) -> Response:
    """Return the page of a product, or of one of its lots.

    :param lot_no: as asked for, whether there is such a lot or not
    :param serial: as asked for; items are not recorded one by one
    """
    today = clock.today()
    story = queries.lot_story(lot, today) if lot else queries.product_story(product, today)
    applying = rules.conditions(lot, today) if lot else set()
    if serial or (lot_no and not lot):
        applying |= {Verdict.UNKNOWN}
    verdict = rules.verdict(applying)
    page = _render(
        "traceability/lot.html" if lot else "traceability/product.html",
        story=story,
        verdict=verdict,
        answer=words.answer(verdict, lot),
        asked_lot=lot_no,
        asked_serial=serial,
        is_recalled=Verdict.RECALLED in applying,
        missing=rules.missing_fields(lot) if lot else [],
        cover=_cover(product),
        map=_map(story),
        offer=None if applying & rules.WITHDRAWN else _offer(story),
        canonical=_canonical(lot),
    )
    return _cached(make_response(page))


def _offer(story: Story) -> Offer | None:
    """Return how more of the product is bought today; None where it has no packs."""
    if not story.packs:
        return None
    today, ids = clock.today(), [pack.id for pack in story.packs]
    return Offer(
        price_vnd=min(pack.price_vnd for pack in story.packs),
        is_price_from=len({pack.price_vnd for pack in story.packs}) > 1,
        stock=sum(available(ids, today).values()),
        points=[each.point for each in points_with_units(ids, today)[:POINTS_SHOWN]],
    )


def _unknown(code: str) -> Response:
    """Return the page of a code that nobody gave out."""
    page = _render(
        "traceability/unknown.html",
        code=code[:LONGEST_CODE],
        verdict=Verdict.UNKNOWN,
        answer=words.answer(Verdict.UNKNOWN, None),
        is_slip=_is_slip(code),
    )
    response = make_response(page, 404)
    response.cache_control.no_store = True
    return response


@bp.app_template_filter()
def grouped(code: str) -> str:
    """Return a code in groups, as it is printed."""
    return codes.grouped(code)


def _render(template: str, **context: object) -> str:
    css = _style()
    allow_style(css)
    return render_template(template, css=css, words=words, **context)


@cache
def _style() -> Markup:
    """Return the pages' own style sheet, short enough to travel inside them."""
    css = (STATIC / "css" / "trace.css").read_text(encoding="utf-8")
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return Markup(re.sub(r"\s*([{};,>])\s*", r"\1", css).strip())


def _cover(product: Product) -> Markup:
    # Made of our own drawings: the name only chooses among them.
    return Markup(
        cover_svg(
            product.code or product.slug,
            product.name_vi,
            product.criteria_set_no,
            product.subgroup,
        )
    )


def _map(story: Story) -> Markup:
    stops = [
        Stop(event.place_vi or "", event.lat, event.lng)
        for event in story.events
        if event.lat is not None and event.lng is not None
    ]
    names = list(dict.fromkeys(stop.name.partition(",")[0] for stop in stops))
    return story_map(stops, _("Map: %(places)s", places=" – ".join(names)))


def _canonical(lot: Lot | None) -> str | None:
    """Return the one address of a lot that has several: by its code and by each pack's number."""
    return addresses.base_url() + url_for(".by_code", code=lot.code) if lot else None


def _cached(response: Response) -> Response:
    """Let anyone keep a page for moments, and ask whether it still holds."""
    response.add_etag()
    # Whoever chooses a language gets a cookie, and such an answer is theirs alone.
    if request.args.get("lang") in LANGUAGES:
        response.cache_control.private = True
    else:
        response.cache_control.public = True
    response.cache_control.max_age = MAX_AGE_S
    return response.make_conditional(request)


def _is_slip(code: str) -> bool:
    """Say whether a code looks mistyped: neither its check digit nor its check sign is right."""
    plain = codes.tidy(code)
    if plain.isascii() and plain.isdigit() and len(plain) > 7:
        return not gs1.is_gtin(plain)
    return not codes.is_checked(plain)


def _address_of(asked: str) -> str | None:
    """Return the trace page of what somebody typed, pasted or scanned; None for nothing known."""
    if "://" in asked:
        return _address_of_link(asked)
    plain = _SPACE.sub("", asked)
    if found := ELEMENT_STRING.fullmatch(plain):
        known = queries.find_product(found["gtin"])
        return addresses.trace_path(found["gtin"], found["lot"]) if known else None
    if queries.find_product(plain):
        return addresses.trace_path(gs1.gtin14(plain))
    if lot := _published(queries.find_lot(asked)):
        return url_for(".by_code", code=lot.code)
    return None


def _address_of_link(asked: str) -> str | None:
    own = addresses.base_url() + url_for(".by_code", code="")
    if asked.startswith(own):
        return _address_of(asked.removeprefix(own).partition("?")[0] or "-")
    try:
        link = gs1.parse(asked)
    except gs1.NotADigitalLink:
        return None
    known = queries.find_product(link.gtin)
    return addresses.trace_path(link.gtin, link.lot, link.lot and link.serial) if known else None
