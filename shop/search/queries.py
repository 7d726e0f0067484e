"""Product cards: what every list of products shows, in a fixed number of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from shop.cart.rules import is_for_sale
from shop.catalog.covers import covers_of
from shop.catalog.models import Product, ProductVariant
from shop.catalog.packs import unit_price_text
from shop.certification.models import Certificate, IssuedPrecision
from shop.certification.queries import certificates_on, lets_sell
from shop.database import Origin, db
from shop.inventory.queries import available
from shop.lib import clock
from shop.media.shown import Shown
from shop.producers.models import Producer
from shop.search.rules import ListedProduct
from shop.search.shelf import Shelf
from shop.web.locale import language, localized

MOST_CARDS = 5_000  # kept for pages, in both languages
LOW_STOCK = 5  # up to here a card says that few are left


@dataclass(frozen=True)
class ProductCard:
    """A product as a list shows it."""

    slug: str
    name: str
    stars: int | None  # of the certificate valid today
    badge_until: date | None  # where the source gives the day or month of issue
    producer_name: str | None
    place: str
    price_vnd: int | None  # of the cheapest pack, VAT included
    price_is_from: bool
    pack: str
    unit_price_text: str
    stock: int  # units of all packs that can be sent today
    cover: Shown
    is_demo: bool  # price and stock are made up
    lacks_certificate: bool = False  # and this market sells nothing without one

    @property
    def is_sold(self) -> bool:
        return self.price_vnd is not None and self.producer_name is not None

    @property
    def is_low(self) -> bool:
        return 0 < self.stock <= LOW_STOCK


def product_cards(products: Sequence[Product]) -> list[ProductCard]:
    """Return the cards of some products, in their order."""
    if not products:
        return []
    today = clock.today()
    certificates = certificates_on(today, (product.id for product in products))
    producers = _producers(product.producer_id for product in products)
    packs = _packs(product.id for product in products)
    stock = available([pack.id for some in packs.values() for pack in some], today)
    covers = covers_of(products)
    return [
        _card(
            product,
            certificate=certificates.get(product.id),
            producer=producers.get(product.producer_id or 0),
            packs=packs.get(product.id, []),
            stock=stock,
            cover=covers[product.id],
        )
        for product in products
    ]


def listed_cards(listed: Iterable[ListedProduct], shelf: Shelf) -> list[ProductCard]:
    """Return the cards of products of a shelf, in their order; it keeps them with itself."""
    spoken, ids = language(), [each.id for each in listed]
    cards: dict[tuple[str, int], ProductCard] = shelf.cards
    found = {key: card for key in ids if (card := cards.get((spoken, key)))}
    if missing := [key for key in ids if key not in found]:
        products = db.session.scalars(select(Product).where(Product.id.in_(missing))).all()
        made = dict(zip((each.id for each in products), product_cards(products), strict=True))
        if len(cards) > MOST_CARDS:
            cards.clear()
        cards.update({(spoken, key): card for key, card in made.items()})
        found |= made
    return [found[key] for key in ids if key in found]


def _producers(ids: Iterable[int | None]) -> dict[int, Producer]:
    found = db.session.scalars(
        select(Producer)
        .where(Producer.id.in_({key for key in ids if key is not None}))
        .options(joinedload(Producer.province), joinedload(Producer.commune))
    )
    return {producer.id: producer for producer in found}


def _packs(product_ids: Iterable[int]) -> dict[int, list[ProductVariant]]:
    packs: dict[int, list[ProductVariant]] = {}
    found = db.session.scalars(
        select(ProductVariant)
        .where(ProductVariant.product_id.in_(list(product_ids)), ProductVariant.is_active)
        .order_by(ProductVariant.position, ProductVariant.id)
    )
    for pack in found:
        packs.setdefault(pack.product_id, []).append(pack)
    return packs


def _card(
    product: Product,
    *,
    certificate: Certificate | None,
    producer: Producer | None,
    packs: list[ProductVariant],
    stock: dict[int, int],
    cover: Shown,
) -> ProductCard:
    may_be_sold = lets_sell(certificate is not None)
    cheapest = min(packs, key=lambda pack: pack.price_vnd, default=None)
    return ProductCard(
        slug=product.slug,
        name=localized(product, "name"),
        stars=certificate.stars if certificate else None,
        badge_until=_badge_until(certificate),
        producer_name=producer.name if producer else None,
        place=producer.place_name if producer else "",
        price_vnd=cheapest.price_vnd if cheapest else None,
        price_is_from=len({pack.price_vnd for pack in packs}) > 1,
        pack=localized(cheapest, "name") if cheapest else "",
        unit_price_text=unit_price_text(cheapest) if cheapest else "",
        stock=sum(stock.get(pack.id, 0) for pack in packs if may_be_sold and is_for_sale(pack)),
        cover=cover,
        is_demo=cheapest is not None and cheapest.origin is Origin.DEMO,
        lacks_certificate=not may_be_sold,
    )


def _badge_until(certificate: Certificate | None) -> date | None:
    # Where only the year of recognition is known, no month can be promised.
    if certificate is None or certificate.issued_precision is IssuedPrecision.YEAR:
        return None
    return certificate.last_day
