import pytest

from shop.lib import clock
from shop.trade_weeks import queries
from tests.factories.catalog import make_product
from tests.factories.certification import make_certificate
from tests.factories.producers import make_producer
from tests.factories.trade_weeks import make_booth, make_zone


def exhibit(zone, name, *products):
    producer = make_producer(name=name)
    for product, stars in products:
        make_certificate(product=make_product(name_vi=product, producer=producer), stars=stars)
    return make_booth(zone=zone, producer=producer)


@pytest.fixture
def fair(session):
    zone = make_zone()
    booths = {
        "tea": exhibit(zone, "HTX Hảo Đạt", ("Chè đinh", 5), ("Trà tôm nõn", 4)),
        "lotus": exhibit(zone, "Trà sen Hiền Xiêm", ("Trà sen", 4)),
        "art": exhibit(zone, "Tranh Đông Hồ", ("Tranh gà", 5)),
        "bare": exhibit(zone, "Cơ sở Trà Bồng"),
    }
    make_booth(zone=zone)
    return booths


def found(fair, text):
    booths = list(fair.values())
    exhibitors = queries.exhibitors([each.producer_id for each in booths], clock.today())
    names = {booth.id: name for name, booth in fair.items()}
    return [names[match.booth.id] for match in queries.matching(booths, exhibitors, text)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("trà", ["tea", "lotus", "bare"]),
        ("tra", ["tea", "lotus", "bare"]),
        ("tranh", ["art"]),
        ("trà sen", ["lotus"]),
        ("hao dat", ["tea"]),
        ("5 sao", ["tea", "art"]),
        ("trà 4 sao", ["tea", "lotus"]),
        ("trà 3 sao", []),
        ("hien xi", ["lotus"]),
        ("rượu", []),
    ],
)
def test_booths_answer_products_makers_and_stars(fair, text, names):
    assert found(fair, text) == names


def test_a_match_names_the_products_that_answer(fair):
    exhibitors = queries.exhibitors([fair["tea"].producer_id], clock.today())

    (match,) = queries.matching([fair["tea"]], exhibitors, "đinh")

    assert [product.name_vi for product in match.products] == ["Chè đinh"]


def test_an_exhibitor_shows_the_most_stars_of_its_products_first(fair):
    exhibitor = queries.exhibitors([fair["tea"].producer_id], clock.today())[
        fair["tea"].producer_id
    ]

    assert exhibitor.stars == 5
    assert [certificate.stars for _, certificate in exhibitor.products] == [5, 4]


def test_products_without_a_certificate_today_are_not_exhibited(session):
    producer = make_producer()
    make_certificate(
        product=make_product(producer=producer), issued_on=clock.today().replace(year=2020)
    )

    assert queries.exhibitors([producer.id], clock.today()) == {}
