from datetime import timedelta

import pytest

from shop.catalog.models import ListingStatus, ProductGroup
from shop.certification.models import CertificateStatus
from shop.inventory.models import LocationKind, StockLocation
from shop.lib import clock
from shop.producers.models import CraftVillage, ProducerStatus
from shop.search.listing import listed_products
from shop.search.points import points_of_products
from shop.search.present import present_shelf
from shop.search.queries import listed_cards
from shop.traceability.models import LotStatus
from tests.factories import save
from tests.factories.catalog import make_product, make_variant
from tests.factories.certification import make_certificate
from tests.factories.inventory import make_stock
from tests.factories.places import make_sales_point
from tests.factories.producers import make_producer
from tests.factories.traceability import make_lot


@pytest.fixture
def page(app):
    """Pictures have addresses only while a page is asked for."""
    with app.test_request_context():
        yield


def only():
    (product,) = listed_products()
    return product


def test_a_star_falls_the_day_after_its_certificate_without_any_job(session, at):
    certificate = make_certificate(stars=5)
    noon = clock.now().replace(hour=5)
    last = certificate.expires_on - clock.today()

    at(noon + last)
    assert only().stars == 5
    at(noon + last + timedelta(days=1))
    assert only().stars is None


def test_the_latest_valid_certificate_counts(session):
    product = make_product()
    long_ago = clock.today() - timedelta(days=400)
    make_certificate(product=product, stars=4, issued_on=long_ago)
    make_certificate(product=product, stars=5)
    make_certificate(product=product, stars=3, status=CertificateStatus.REVOKED)

    assert only().stars == 5


def test_stock_is_what_can_be_sent_today_of_all_packs(session, page):
    variant = make_variant()
    make_stock(variant, 7)
    make_stock(make_variant(product=variant.product), 5)
    make_stock(make_variant(product=variant.product, is_active=False), 90)
    make_stock(variant, 30, lot=make_lot(product=variant.product, status=LotStatus.ON_HOLD))

    assert only().stock == 12
    assert listed_cards(present_shelf(), present_shelf())[0].stock == 12


@pytest.mark.parametrize("status", [ProducerStatus.SUSPENDED, ProducerStatus.CLOSED])
def test_what_a_closed_maker_has_cannot_be_sent(session, page, status):
    variant = make_variant()
    make_stock(variant, 7)
    variant.product.producer.status = status
    session.commit()

    assert only().stock == 0
    assert listed_cards(present_shelf(), present_shelf())[0].stock == 0


def test_tourism_is_listed_and_never_in_stock(session):
    make_product(product_group=ProductGroup.TOURISM)

    assert (only().group, only().stock) == ("tourism", 0)


@pytest.mark.parametrize("status", [s for s in ListingStatus if s is not ListingStatus.PUBLISHED])
def test_only_what_is_published_is_listed(session, status):
    make_product(listing_status=status)

    assert listed_products() == []


def test_a_product_without_a_known_maker_is_listed(session):
    make_product(producer=None)

    assert (only().producer_slug, only().place) == (None, "")


def test_the_price_is_that_of_the_cheapest_pack_on_sale(session):
    variant = make_variant(price_vnd=300_000)
    make_variant(product=variant.product, price_vnd=90_000)
    make_variant(product=variant.product, price_vnd=10_000, is_active=False)

    assert only().price_vnd == 90_000


def test_a_place_is_known_by_all_its_names(session):
    village = save(CraftVillage(slug="bat-trang", name="Làng gốm Bát Tràng", craft="Gốm"))
    make_product(producer=make_producer(craft_village_id=village.id, stated_district="Gia Lâm"))

    assert only().village == "bat-trang"
    for name in ("Bát Tràng", "Gia Lâm", "Ba Đình", "Hà Nội"):
        assert name in only().place


def test_only_the_asked_products_are_read(session):
    product, _other = make_product(), make_product()

    assert [each.id for each in listed_products([product.id])] == [product.id]
    assert listed_products([]) == []


def test_many_products_are_read_in_as_many_statements_as_one(session, page, count_statements):
    present_shelf()
    make_stock(make_variant())
    with count_statements() as one:
        listed_cards(present_shelf(), present_shelf())
    for _ in range(4):
        make_stock(make_variant())

    with count_statements() as many:
        listed_cards(present_shelf(), present_shelf())

    assert len(many) == len(one)


def test_a_sales_point_has_what_lies_there_and_may_be_sold(session):
    point, here, held, elsewhere = make_sales_point(), *(make_variant() for _ in range(3))
    for variant, status in ((here, LotStatus.RELEASED), (held, LotStatus.ON_HOLD)):
        shelf = save(
            StockLocation(
                producer=variant.product.producer,
                kind=LocationKind.SALES_POINT,
                sales_point_id=point.id,
                name=point.name,
            )
        )
        make_stock(variant, 3, lot=make_lot(product=variant.product, status=status), location=shelf)
    make_stock(elsewhere, 3)

    assert points_of_products() == {here.product_id: {point.slug}}
