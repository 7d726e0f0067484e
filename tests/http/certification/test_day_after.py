"""The star follows the day: there through its last minute in Vietnam, gone in the next.

No job runs in between, nothing is written, and pages are kept in front of the shop as they are
for everybody. Where a star can appear is listed in `tests/stars.py`.
"""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import pytest
from flask import template_rendered

from shop import create_app
from shop.accounts.models import Role, Scope
from shop.config import ROOT
from shop.database import Base, db
from shop.inventory import services as inventory
from shop.lib import clock
from shop.lib.clock import VIETNAM
from shop.search import services as search
from tests.browserless import Client
from tests.factories.accounts import make_user
from tests.factories.cart import make_pack
from tests.factories.catalog import make_product
from tests.factories.certification import make_certificate
from tests.factories.inventory import make_stock
from tests.factories.places import make_sales_point
from tests.factories.producers import make_producer, make_village
from tests.factories.traceability import make_lot
from tests.factories.trade_weeks import make_booth, make_trade_week, make_zone
from tests.postgres import empty_database
from tests.stars import NOT_BY_THE_DAY, PLACES, STARLESS, STARS

ISSUED_ON = date(2025, 3, 14)
LAST_MINUTE = datetime(2028, 3, 14, 23, 59, tzinfo=VIETNAM)
NEXT_DAY = datetime(2028, 3, 15, tzinfo=VIETNAM)
GTIN = "09521234543213"


@dataclass
class Walk:
    """Who looks, under what names, and what each of them saw at which place and time."""

    readers: dict[str, Client]
    names: dict[str, str]
    seen: dict[tuple[str, datetime], object] = field(default_factory=dict)
    templates: set[str] = field(default_factory=set)

    def note(self, _shop, template, **_values):
        self.templates.add(template.name)

    def look(self, place, instant):
        path = place.path.format_map(self.names)
        answer = self.readers[place.who].http.get(path, headers={"Accept-Language": "vi"})
        assert answer.status_code in (200, 307), f"{path} answered {answer.status_code}"
        return place.shows(answer)


@pytest.fixture(scope="module")
def walk(app, tmp_path_factory, worker_id):
    """A shop of its own with one product of five stars, looked at on both days."""
    folder = str(tmp_path_factory.mktemp("stars"))
    with empty_database(f"shop_stars_{worker_id}") as url:
        shop = create_app(
            {"DEMO": "1", "INSTANCE_PATH": folder, "DATABASE_URL": url, "PAGE_CACHE_MB": "8"}
        )
        shop.config["TESTING"] = True
        with shop.app_context():
            Base.metadata.create_all(db.engine)
            clock.show(LAST_MINUTE - timedelta(hours=1))
            try:
                walk = Walk(_readers(shop), _goods())
                search.rebuild()
                _enter(walk)
                with template_rendered.connected_to(walk.note, shop):
                    for instant in (LAST_MINUTE, NEXT_DAY):
                        clock.show(instant)
                        _look_around(walk, instant)
                assert shop.extensions["pages"]._pages, "pages are kept while this is tried"
                yield walk
            finally:
                clock.show(None)
                shop.extensions["pages"]._watch.close()
                db.session.remove()
                db.engine.dispose()


def _readers(shop):
    return {who: Client(shop) for who in ("anyone", "buyer", "maker", "officer")}


def _goods():
    """Make everything that can show a star of one product; return the names it goes by."""
    village = make_village()
    producer = make_producer(craft_village_id=village.id)
    product = make_product(name_vi="Trà sen Tây Hồ", producer=producer)
    pack = make_pack(product=product, gtin=GTIN)
    lot = make_lot(product=product, made_on=clock.today() - timedelta(days=20))
    point = make_sales_point()
    make_stock(pack, 5, lot=lot, location=inventory.point_location(producer, point))
    week = make_trade_week()
    booth = make_booth(zone=make_zone(trade_week=week), producer=producer)
    certificate = make_certificate(product=product, issued_on=ISSUED_ON, stars=STARS)
    names = {"product": product.slug, "producer": producer.slug, "village": village.slug}
    names |= {"lot": lot.code, "lot_no": lot.lot_no, "gtin": GTIN, "point": point.slug}
    names |= {"week": week.slug, "booth": booth.number, "certificate": certificate.public_id}
    return names | {"pack": str(pack.id), "producer_id": str(producer.id)}


def _enter(walk):
    walk.readers["maker"].sign_in(
        make_user(Role.PRODUCER, Scope.PRODUCER, walk.names["producer_id"])
    )
    walk.readers["officer"].sign_in(make_user(Role.OFFICER))
    walk.readers["buyer"].post("cart.add", {"variant": walk.names["pack"], "quantity": 1})


def _look_around(walk, instant):
    for place in PLACES + STARLESS:
        for _ in range(2):  # the second time as it was kept, where it was
            walk.seen[place.name, instant] = walk.look(place, instant)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_star_stands_through_the_last_minute_of_its_day(walk, place):
    assert walk.seen[place.name, LAST_MINUTE]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_star_is_gone_with_the_first_minute_of_the_next_day(walk, place):
    assert not walk.seen[place.name, NEXT_DAY]


@pytest.mark.parametrize("place", STARLESS, ids=lambda place: place.name)
def test_a_place_without_stars_has_none_on_either_day(walk, place):
    assert not walk.seen[place.name, LAST_MINUTE]
    assert not walk.seen[place.name, NEXT_DAY]


USED = re.compile(r'{%-?\s*(?:extends|include|from|import)\s+"([^"]+)"')
TEMPLATES = ROOT / "templates"


def draws_stars(name):
    """Say whether a template can draw a star, itself or by what it is put together from."""
    parts = USED.findall((TEMPLATES / name).read_text(encoding="utf-8"))
    return "components/stars.html" in parts or any(draws_stars(part) for part in parts)


def test_every_page_that_can_draw_a_star_is_walked(walk):
    pages = {
        str(path.relative_to(TEMPLATES))
        for folder in TEMPLATES.iterdir()
        if folder.is_dir() and folder.name not in ("components", "layouts", "mail")
        for path in folder.rglob("[!_]*.html")
    }

    forgotten = {page for page in pages if draws_stars(page)} - walk.templates

    assert forgotten == NOT_BY_THE_DAY.keys(), "add a line to tests/stars.py"


def test_places_are_told_apart_by_their_names():
    names = [place.name for place in PLACES + STARLESS]
    assert len(set(names)) == len(names)
