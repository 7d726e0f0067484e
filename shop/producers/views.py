"""Makers and craft villages."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request, url_for

from shop.accounts.permissions import public
from shop.catalog.covers import EDITION, covers_of
from shop.catalog.models import Product
from shop.certification.queries import Range, ranges
from shop.lib import clock
from shop.media import queries as media
from shop.media.models import Picture
from shop.media.shown import Shown
from shop.producers import labels, queries
from shop.producers.models import CraftVillage, ProducerKind
from shop.producers.policy import visible_producer, visible_village
from shop.producers.queries import ProducerFilter
from shop.search.queries import product_cards
from shop.traceability.addresses import base_url
from shop.trade_weeks.queries import stands_of
from shop.web.covers import compose, motifs_for_craft
from shop.web.pages import kept
from shop.web.paging import page_number, paged
from shop.web.pictures import svg_answer

bp = Blueprint("producers", __name__)

PAGE_SIZE = 24
LONGEST_QUESTION = 80
PRODUCTS_SHOWN = 24


@dataclass(frozen=True)
class VillageLine:
    """A craft village as the list shows it."""

    village: CraftVillage
    makers: int
    products: int


@bp.context_processor
def village_words() -> dict[str, object]:
    return {"village_name": queries.short_name, "village_cover": _village_cover}


@bp.get("/producers")
@kept
@public
def index() -> str:
    listed = queries.listed_producers()
    choices = queries.producer_choices(listed)
    province = _known("province", {each.code for each, _count in choices.provinces})
    kind = _known("kind", choices.kinds)
    asked = ProducerFilter(province, ProducerKind(kind) if kind else None, _question())
    page = paged(
        [each for each in listed if asked.takes(each)],
        page_number(request.args.get("page")),
        PAGE_SIZE,
    )
    ids = [each.id for each in page.items]
    producers, made = queries.producers_by_id(ids), ranges(ids, clock.today())
    pictures = _pictures(made)
    return render_template(
        "producers/index.html",
        page=page,
        lines=[(producers[key], made[key], pictures.get(key)) for key in ids],
        choices=choices,
        asked=asked,
        ignored=_ignored({"province": province, "kind": kind}),
        labels=labels,
    )


@bp.get("/producers/<slug>")
@kept
@public
def show(slug: str) -> str:
    producer, today = visible_producer(slug), clock.today()
    makes = ranges([producer.id], today)[producer.id]
    shown = _certified_first(makes)[:PRODUCTS_SHOWN]
    return render_template(
        "producers/show.html",
        producer=producer,
        makes=makes,
        pictures=media.gallery(Picture.producer_id, producer.id),
        cards=product_cards(shown),
        marks=list(dict.fromkeys(filter(None, (each.collective_mark for each in makes.products)))),
        stands=stands_of(producer.id, today),
        labels=labels,
        canonical=base_url() + url_for(".show", slug=producer.slug),
    )


@bp.get("/villages")
@kept
@public
def villages() -> str:
    everyone = queries.villages()
    crafts = Counter(each.craft for each in everyone)
    text = _question()
    found = [each for each in everyone if queries.answers(each, text)]
    page = paged(found, page_number(request.args.get("page")), PAGE_SIZE)
    return render_template(
        "producers/villages.html",
        page=page,
        lines=_village_lines(page.items),
        crafts=sorted(craft for craft, count in crafts.items() if count > 1),
        total=len(everyone),
        text=text,
    )


@bp.get("/villages/<slug>")
@kept
@public
def village(slug: str) -> str:
    village, today = visible_village(slug), clock.today()
    makers = queries.producers_of_villages([village.id]).get(village.id, [])
    made = ranges([each.id for each in makers], today)
    products = [each for makes in made.values() for each in _certified_first(makes)]
    return render_template(
        "producers/village.html",
        village=village,
        makers=[(each, made[each.id]) for each in makers],
        cards=product_cards(products[:PRODUCTS_SHOWN]),
        count=len(products),
        labels=labels,
        canonical=base_url() + url_for(".village", slug=village.slug),
    )


@bp.get("/villages/<slug>/cover.svg")
@public
def village_cover(slug: str) -> Response:
    village = visible_village(slug)
    return svg_answer(compose(village.slug, motifs_for_craft(village.craft)))


def _village_cover(village: CraftVillage) -> str:
    return url_for("producers.village_cover", slug=village.slug, v=EDITION)


def _village_lines(villages: Sequence[CraftVillage]) -> list[VillageLine]:
    makers = queries.producers_of_villages(each.id for each in villages)
    made = ranges((maker.id for some in makers.values() for maker in some), clock.today())
    return [
        VillageLine(each, len(own), sum(len(made[m.id].products) for m in own))
        for each in villages
        for own in [makers.get(each.id, [])]
    ]


def _certified_first(makes: Range) -> list[Product]:
    return sorted(makes.products, key=lambda each: each.id not in makes.certified)


def _pictures(made: dict[int, Range]) -> dict[int, Shown]:
    """Return makers' first pictures, or what stands for the first product of each."""
    first = {key: _certified_first(makes)[0] for key, makes in made.items() if makes.products}
    covers = covers_of(first.values())
    of_products = {key: covers[product.id] for key, product in first.items()}
    return of_products | media.covers(Picture.producer_id, made)


def _question() -> str:
    return request.args.get("q", "").strip()[:LONGEST_QUESTION]


def _known(name: str, values: Collection[str]) -> str | None:
    value = request.args.get(name)
    return value if value in values else None


def _ignored(chosen: dict[str, str | None]) -> bool:
    return any(request.args.get(name) and not value for name, value in chosen.items())
