"""Kept pages: the very next answer is true, whatever changed and whoever changed it."""

import gzip
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import event

from shop import freshness
from shop.accounts.permissions import public, requires
from shop.catalog.models import ListingStatus, Product, ProductVariant
from shop.certification.models import Certificate, CertificateStatus
from shop.database import db, transaction
from shop.freshness.rules import UNSHOWN
from shop.inventory import services as inventory
from shop.inventory.models import StockLevel
from shop.inventory.rules import StockLine
from shop.lib import clock
from shop.producers.models import Producer, ProducerStatus
from shop.traceability.models import Lot, LotStatus
from shop.web.pages import PageCache, kept
from tests.factories.catalog import make_variant
from tests.factories.certification import make_certificate
from tests.factories.inventory import make_stock
from tests.factories.traceability import make_lot


@pytest.fixture
def pages(committed):
    cache = committed.extensions["pages"]
    cache.forget()
    return cache


@pytest.fixture
def ask(committed, pages):
    """Ask as a reader whom the shop does not know; each answer says whether it was made anew."""
    made = []

    def note(*_request):
        made.append(True)

    committed.before_request_funcs.setdefault(None, []).append(note)

    def asking(path, *, method="GET", **headers):
        made.clear()
        http = committed.test_client(use_cookies=False)
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        answer = http.open(path, method=method, headers=headers, buffered=True)
        answer.is_anew = bool(made)
        return answer

    yield asking
    committed.before_request_funcs[None].remove(note)


@pytest.fixture
def tea(committed):
    """The slug of a product with four stars, a pack, and ten units of a lot, on the shelf."""
    with committed.app_context():
        pack = make_variant(price_vnd=120_000)
        make_stock(pack, 10, lot=make_lot(product=pack.product))
        make_certificate(product=pack.product, stars=4)
        slug = pack.product.slug
        db.session.remove()
    return slug


def rows(slug):
    """Return what belongs to a product: itself, pack, level, certificate."""
    product = db.session.query(Product).filter_by(slug=slug).one()
    pack = db.session.query(ProductVariant).filter_by(product_id=product.id).one()
    level = db.session.query(StockLevel).filter_by(variant_id=pack.id).one()
    certificate = db.session.query(Certificate).filter_by(product_id=product.id).one()
    return product, pack, level, certificate


def seen(answer, slug):
    """Return what a list says of a product: its price, stock in words and stars; None if gone."""
    page = BeautifulSoup(answer.get_data(), "html.parser")
    card = page.select_one(f"[data-product={slug}]")
    if card is None:
        return None
    badge = card.select_one("[data-stars]")
    name = card.select_one(".title").text
    price = card.select_one(".price").text.strip()
    return {
        "name": name,
        "price": price,
        "stock": card.select_one("p.tag").text,
        "stars": int(badge["data-stars"]) if badge else None,
    }


def test_the_same_page_is_made_once(ask, tea):
    first, second = ask("/products"), ask("/products")

    assert (first.is_anew, second.is_anew) == (True, False)
    assert first.data == second.data
    assert first.headers["X-Request-ID"] != second.headers["X-Request-ID"]
    own = {"X-Request-ID", "Date"}
    assert {k: v for k, v in first.headers if k not in own} == {
        k: v for k, v in second.headers if k not in own
    }


def dearer(slug):
    rows(slug)[1].price_vnd = 150_000


def ordered(slug):
    inventory.reserve([StockLine(rows(slug)[1].id, 7)], reference="TEST")


def sold_out(slug):
    inventory.reserve([StockLine(rows(slug)[1].id, 10)], reference="TEST")


def revoked(slug):
    rows(slug)[3].status = CertificateStatus.REVOKED


def withdrawn(slug):
    rows(slug)[0].listing_status = ListingStatus.UNPUBLISHED


def renamed(slug):
    rows(slug)[0].name_vi = "Trà đổi tên"


def suspended(slug):
    db.session.get_one(Producer, rows(slug)[0].producer_id).status = ProducerStatus.SUSPENDED


def recalled(slug):
    db.session.get_one(Lot, rows(slug)[2].lot_id).status = LotStatus.RECALLED


def on_hold(slug):
    db.session.get_one(Lot, rows(slug)[2].lot_id).status = LotStatus.ON_HOLD


CHANGES = {
    dearer: {"price": "150.000\N{NO-BREAK SPACE}₫"},
    ordered: {"stock": "Chỉ còn 3"},
    sold_out: {"stock": "Tạm hết"},
    revoked: {"stars": None},
    renamed: {"name": "Trà đổi tên"},
    suspended: {"stock": "Tạm hết"},
    recalled: {"stock": "Tạm hết"},
    on_hold: {"stock": "Tạm hết"},
    withdrawn: None,
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_next_answer_shows_each_kind_of_change(committed, ask, tea, change):
    path = "/products?sort=newest"
    before = seen(ask(path), tea)
    assert ask(path).is_anew is False

    with committed.app_context():
        with transaction():
            change(tea)
        db.session.remove()

    after = seen(ask(path), tea)
    differs = CHANGES[change]
    assert after == (None if differs is None else before | differs)


def test_a_promise_that_lapses_is_stock_again(committed, ask, tea):
    with committed.app_context():
        held = [StockLine(rows(tea)[1].id, 8)]
        inventory.reserve(held, reference="T", expires_at=clock.now() - timedelta(seconds=1))
        db.session.remove()
    assert seen(ask("/products?sort=newest"), tea)["stock"] == "Chỉ còn 2"

    with committed.app_context():
        inventory.release_lapsed()
        db.session.remove()

    assert seen(ask("/products?sort=newest"), tea)["stock"] == "Còn hàng"


def test_a_star_falls_by_the_clock_alone(committed, ask, tea, at):
    path = "/products?sort=newest"
    with committed.app_context():
        last = rows(tea)[3].expires_on
        db.session.remove()
    at(clock.now() + (last - clock.today()))
    assert seen(ask(path), tea)["stars"] == 4
    assert ask(path).is_anew is False

    at(clock.now() + timedelta(days=1))

    assert seen(ask(path), tea)["stars"] is None


def test_what_was_undone_leaves_the_page(committed, ask, tea):
    ask("/products")

    with committed.app_context():
        with pytest.raises(ValueError), transaction() as inside:
            dearer(tea)
            inside.flush()
            raise ValueError
        db.session.remove()

    assert ask("/products").is_anew is False


def test_a_change_while_a_page_is_made_makes_it_stale(committed, ask, tea):
    """The version is read first, so a page that may be older than it looks is not kept."""
    changing = []

    def change_once(*_request):
        if not changing:
            changing.append(True)
            freshness.bump()

    committed.before_request_funcs.setdefault(None, []).append(change_once)
    try:
        ask("/products")
    finally:
        committed.before_request_funcs[None].remove(change_once)

    assert ask("/products").is_anew is True


@pytest.mark.parametrize(
    "cookie", ["session=x", "cart=abc", "remember_token=1", "lang=vi; cart=a", "x=y"]
)
def test_whoever_may_be_known_gets_a_page_of_their_own(ask, tea, cookie):
    ask("/products")

    assert ask("/products", Cookie=cookie).is_anew is True


def test_a_reader_with_a_cart_leaves_no_page_behind(ask, tea):
    ask("/products?sort=price", Cookie="cart=abc")

    assert ask("/products?sort=price").is_anew is True


def test_nobody_gets_another_language(ask, tea):
    assert 'lang="vi"' in ask("/products").text
    assert 'lang="en"' in ask("/products", Accept_Language="en-US,en;q=0.9").text
    assert 'lang="en"' in ask("/products", Cookie="lang=en").text
    assert 'lang="vi"' in ask("/products", Cookie="lang=vi", Accept_Language="en").text
    again = ask("/products", Accept_Language="en-US,en;q=0.9")
    assert (again.is_anew, again.headers["Content-Language"]) == (False, "en")
    assert {"Accept-Language", "Cookie"} <= set(again.headers["Vary"].split(", "))


def test_choosing_a_language_sets_its_cookie_each_time(ask, tea):
    for path in ("/products?lang=en", "/products?l%61ng=en"):
        for _ in range(2):
            answer = ask(path)
            assert (answer.is_anew, "lang=en" in answer.headers["Set-Cookie"]) == (True, True)


def test_compressed_pages_are_kept_as_such(ask, tea):
    ask("/products")
    first, second = (ask("/products", Accept_Encoding="gzip") for _ in range(2))

    assert (first.is_anew, second.is_anew) == (True, False)
    assert second.headers["Content-Encoding"] == "gzip"
    assert b"<h1" in gzip.decompress(second.data)
    assert second.headers["ETag"] != ask("/products").headers["ETag"]


def test_a_page_that_the_reader_has_is_not_sent_again(ask, tea):
    tag = ask("/products").headers["ETag"]

    answer = ask("/products", If_None_Match=tag)

    assert (answer.status_code, answer.data) == (304, b"")
    assert answer.headers["ETag"] == tag and answer.headers["X-Request-ID"]
    assert ask("/products", If_None_Match='"other"').status_code == 200


def test_only_the_head_is_sent_where_only_that_is_asked_for(ask, tea):
    whole = ask("/products")

    head = ask("/products", method="HEAD")

    assert (head.status_code, head.data) == (200, b"")
    assert head.headers["Content-Length"] == str(len(whole.data))
    assert ask("/products?sort=stars", method="HEAD").is_anew is True
    assert len(ask("/products?sort=stars").data) > 0  # a head is not kept as the page


def test_errors_other_methods_and_very_long_addresses_are_never_kept(ask, tea):
    for path in ("/products/khong-co", "/cart", "/sign-in", "/products?q=" + "a" * 600):
        ask(path)
        assert ask(path).is_anew is True, path
    assert ask("/products", method="POST").status_code == 405


def test_another_host_is_another_page(ask, tea):
    ask("/products")

    assert ask("/products", Host="other.example").is_anew is True


def test_each_kept_answer_has_its_own_line_in_the_log(ask, tea, caplog):
    ask("/products")
    caplog.clear()

    answer = ask("/products", X_Request_ID="given-12345678")

    (line,) = [each for each in caplog.records if each.name == "shop.requests"]
    assert (line.request_id, line.endpoint, line.status) == (
        "given-12345678",
        "search.products",
        200,
    )
    assert answer.headers["X-Request-ID"] == "given-12345678"


def test_only_so_many_bytes_are_kept(committed, ask, pages, tea, monkeypatch):
    size = len(ask("/products").data)
    monkeypatch.setattr(pages, "_most_bytes", size * 3)

    for number in range(2, 12):
        ask(f"/products?page={number}")

    assert pages.size_bytes <= size * 3
    assert ask("/products?page=11").is_anew is False
    assert ask("/products").is_anew is True


def test_without_the_database_nothing_kept_is_shown(ask, pages, tea, monkeypatch):
    ask("/products")

    def fail():
        raise OSError("gone")

    monkeypatch.setattr(pages._watch, "version", fail)

    assert ask("/products").is_anew is True


def test_a_view_that_is_not_public_cannot_be_kept():
    with pytest.raises(ValueError, match="not public"):
        kept(requires("office.view")(lambda: ""))
    with pytest.raises(ValueError, match="not public"):
        kept(lambda: "")
    assert kept(public(lambda: "")).access == "public"


def test_it_can_be_switched_off(app):
    assert app.config["PAGE_CACHE_MB"] == 0
    assert not isinstance(app.wsgi_app, PageCache)


def test_no_kept_page_reads_what_may_change_without_a_new_version(committed, ask, tea):
    read = []

    def note(_c, _cursor, statement, *_rest):
        read.append(statement.lower())

    with committed.app_context():
        product, _pack, level, certificate = rows(tea)
        slug = db.session.get_one(Producer, product.producer_id).slug
        code = db.session.get_one(Lot, level.lot_id).code
        paths = [f"/certificates/{certificate.public_id}", f"/producers/{slug}", f"/t/{code}"]
        db.session.remove()
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        for path in [
            "/",
            "/products?q=tra&stars=4",
            f"/products/{tea}",
            "/producers",
            "/villages",
            *paths,
        ]:
            assert ask(path).status_code == 200
            assert ask(path).is_anew is False, path
    finally:
        event.remove(engine, "before_cursor_execute", note)

    asked_for = {word.strip('"') for each in read for word in each.replace(",", " ").split()}
    assert not asked_for & (UNSHOWN - {"shelf_version", "shelf_changes"})
