"""The letters of an order: queued with the change, rendered, and laid into the outbox."""

import email
import re
from email import policy
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from sqlalchemy import select

from shop.jobs.models import Job
from shop.jobs.services import run_next
from shop.messages.jobs import deliver
from shop.orders import services
from tests.factories.accounts import make_user
from tests.factories.cart import make_pack
from tests.factories.catalog import make_product
from tests.factories.orders import make_order, make_purchase

TO = "ha@example.vn"
SHOP = "https://cho.example.vn"


@pytest.fixture(autouse=True)
def named_shop(session, app, monkeypatch, tmp_path):
    monkeypatch.setitem(app.config, "BASE_URL", SHOP)
    monkeypatch.setitem(app.config, "MAIL_URL", tmp_path.as_uri())


def letters(app):
    """Let the worker run, and read what lies in the outbox, oldest first."""
    while run_next():
        pass
    folder = Path(urlsplit(app.config["MAIL_URL"]).path)
    found = [
        email.message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
    ]
    for path in folder.glob("*.eml"):
        path.unlink()
    return found


def bodies(letter):
    return [letter.get_body(kind).get_content() for kind in (("plain",), ("html",))]


def links(text):
    return set(re.findall(r"https?://[^\s\"<]+", text))


@pytest.mark.parametrize(
    ("locale", "subject", "words"),
    [("vi", "Đã đặt hàng: ", "tiền mặt"), ("en", "Order placed: ", "in cash")],
)
def test_a_purchase_is_confirmed_with_all_that_was_agreed(app, locale, subject, words):
    product = make_product(name_vi="Chè đinh", name_en="Bud tea")
    packs = make_pack(price_vnd=120_000, product=product), make_pack(price_vnd=80_000)
    purchase = make_purchase(
        (packs[0], 2), (packs[1], 1), email=TO, locale=locale, note="Gọi trước"
    )

    [letter] = letters(app)

    assert letter["To"] == TO
    assert letter["Subject"] == subject + purchase.number
    assert letter["Content-Language"] == locale
    assert letter["From"].endswith("@cho.example.vn>")
    address = f"{SHOP}/purchases/{purchase.token}"
    for body in bodies(letter):
        assert links(body) == {address, f"{SHOP}/"}
        for told in (
            words,
            ("Chè đinh", "Bud tea")[locale == "en"],
            "240.000\N{NO-BREAK SPACE}₫",
            "376.000\N{NO-BREAK SPACE}₫",  # with delivery, altogether
            "Nguyễn Thu Hà",
            "0912 345 678",
            "12 ngõ 5 Hàng Bún, Phường Ba Đình, Thành phố Hà Nội",
            "Gọi trước",
            *(order.number for order in purchase.orders),
            *(order.producer.name for order in purchase.orders),
        ):
            assert told in body
        assert "{{" not in body
        assert "None" not in body


@pytest.mark.parametrize(
    ("locale", "subject"), [("vi", "Đơn {} đang giao"), ("en", "Order {} is on its way")]
)
def test_a_shipped_order_says_who_carries_it(app, locale, subject):
    order, maker = make_order(email=TO, locale=locale), make_user()
    services.accept(order, actor=maker)
    services.pack(order, actor=maker)
    letters(app)

    services.ship(order, "Bưu điện", "VN123", actor=maker)

    [letter] = letters(app)
    assert letter["Subject"] == subject.format(order.number)
    for body in bodies(letter):
        assert "Bưu điện" in body
        assert "VN123" in body
        assert f"{SHOP}/orders/{order.token}" in links(body)


def test_a_parcel_without_a_number_leaves_the_words_for_it_out(app):
    order, maker = make_order(email=TO), make_user()
    services.accept(order, actor=maker)
    services.pack(order, actor=maker)
    letters(app)

    services.ship(order, "Người nhà", None, actor=maker)

    [letter] = letters(app)
    assert all("mã vận đơn" not in body for body in bodies(letter))


@pytest.mark.parametrize(
    ("locale", "by_buyer", "subject", "words"),
    [
        ("vi", True, "Đơn {} đã hủy", "theo ý bạn"),
        ("vi", False, "Đơn {} đã hủy", "đã hủy đơn này"),
        ("en", True, "Order {} is cancelled", "as you wished"),
        ("en", False, "Order {} is cancelled", "has cancelled this order"),
    ],
)
def test_a_cancelled_order_says_by_whom_and_why(app, locale, by_buyer, subject, words):
    order = make_order(email=TO, locale=locale)
    letters(app)

    services.cancel(order, "Hết <mùa> & hết hàng", actor=make_user(), by_buyer=by_buyer)

    [letter] = letters(app)
    assert letter["Subject"] == subject.format(order.number)
    plain, html = bodies(letter)
    assert words in plain
    assert words in html
    assert "Hết <mùa> & hết hàng" in plain
    assert "Hết &lt;mùa&gt; &amp; hết hàng" in html
    assert f"{SHOP}/orders/{order.token}" in links(plain)


def test_a_cancellation_without_a_reason_names_none(app):
    order = make_order(email=TO)
    letters(app)

    services.cancel(order, "", actor=None, by_buyer=True)

    assert all("Lý do" not in body for body in bodies(letters(app)[0]))


def test_the_text_says_that_it_is_a_demonstration(app):
    make_order(email=TO)

    assert all("minh họa" in body for body in bodies(letters(app)[0]))


def test_a_real_shops_letters_do_not(app, monkeypatch):
    monkeypatch.setitem(app.config, "DEMO", False)
    make_order(email=TO)

    assert all("minh họa" not in body for body in bodies(letters(app)[0]))


def test_who_signed_in_hears_at_the_address_of_the_account(app):
    user = make_user()

    make_order(user=user)

    assert letters(app)[0]["To"] == user.email


def test_a_guest_without_an_address_gets_no_letter(app):
    order = make_order()

    services.cancel(order, "", actor=None, by_buyer=True)

    assert letters(app) == []


def test_a_letter_delivered_twice_is_one_letter(app, session):
    make_order(email=TO)
    job = session.scalar(select(Job).filter_by(name="messages.deliver"))
    arguments = dict(job.arguments)
    [first] = letters(app)

    deliver(**arguments)
    deliver(**arguments)

    [again] = letters(app)
    assert again["Message-ID"] == first["Message-ID"]
