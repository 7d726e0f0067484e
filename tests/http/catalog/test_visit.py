"""A place to visit: its page, requests to it, and what its maker does with them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from shop.accounts.models import Role, Scope
from shop.audit.models import AuditEntry
from shop.catalog.models import ContactRequest, ListingStatus, ProductGroup
from shop.catalog.rules import month_bits
from shop.jobs.models import Job
from shop.lib import clock
from shop.messages.channels import mail
from shop.producers.models import ProducerStatus
from tests.factories import save
from tests.factories.accounts import make_user
from tests.factories.catalog import make_criteria_set, make_product
from tests.factories.producers import make_producer

TOLD = {"name": "Nguyễn An", "phone": "0912 345 678", "message": "Nhà có 4 người.", "wished_on": ""}


def make_place(**overrides):
    kind = make_criteria_set(26, product_group=ProductGroup.TOURISM)
    return make_product(product_group=ProductGroup.TOURISM, criteria_set_no=kind.no, **overrides)


@pytest.fixture
def place(producer):
    return make_place(producer=producer, name_vi="Bản Thái Hải", harvest_months=month_bits([3, 4]))


def send(client, place, status=303, lang="vi", **changes):
    return client.post("catalog.contact", TOLD | changes, slug=place.slug, status=status, lang=lang)


def requests(session):
    return session.scalars(select(ContactRequest)).all()


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("vi", ["Nên đến vào", "tháng 3 đến tháng 4", "Khi gửi, bạn đồng ý", "Mở trong ứng dụng"]),
        ("en", ["Best time to come", "March to April", "By sending it you agree", "map app"]),
    ],
)
def test_the_page_says_when_where_and_how_to_ask(client, place, producer, session, lang, words):
    producer.lat, producer.lng = 21.5, 105.8
    session.commit()

    page = client.get("catalog.product", slug=place.slug, lang=lang)

    for each in words:
        assert each in page.text
    assert page.select_one("a[href^='geo:21.5,105.8']")
    assert not page.select("form[action='/cart/lines'], #lot, [data-variant]")
    assert "Set-Cookie" not in page.headers


def test_a_request_reaches_its_maker(client, session, place, maker):
    day = clock.today() + timedelta(days=10)

    answer = send(client, place, wished_on=day.isoformat())

    (request,) = requests(session)
    assert (request.phone, request.wished_on) == ("+84912345678", day)
    assert (request.locale, request.is_demo, request.done_at) == ("vi", False, None)
    assert session.scalars(select(AuditEntry).filter_by(action="contact.requested")).one()
    assert answer.location == f"/products/{place.slug}?sent=1#contact"
    page = client.open(answer.location.partition("#")[0])
    assert "Lời nhắn đã tới nơi" in page.select_one("#contact .band").text
    (job,) = session.scalars(select(Job).filter_by(name="messages.deliver"))
    assert (job.arguments["to"], job.arguments["locale"]) == (maker.email, "vi")


@pytest.mark.parametrize("locale", ["vi", "en"])
def test_the_letter_says_it_all(client, session, place, maker, locale):
    send(client, place, lang="en", wished_on=clock.today().isoformat())
    arguments = session.scalars(select(Job).filter_by(name="messages.deliver")).one().arguments
    told = arguments | {"locale": locale}
    told.pop("message_id")

    letter = mail.render(**told)

    text = letter.get_body(("plain",)).get_content()
    for words in ("Nguyễn An", "0912 345 678", "Nhà có 4 người.", "/workspace/requests"):
        assert words in text and words in letter.get_body(("html",)).get_content()
    assert "Bản Thái Hải" in letter["Subject"]
    assert ("bằng tiếng Anh" if locale == "vi" else "wrote in English") in text


def test_only_who_works_there_today_is_written_to(client, session, place, maker):
    make_user(Role.PRODUCER, Scope.PRODUCER, "999999")
    maker.deactivated_at = clock.now()
    session.commit()

    send(client, place)

    assert (
        requests(session)
        and not session.scalars(select(Job).filter_by(name="messages.deliver")).all()
    )


def test_sent_twice_it_is_one_request(client, session, place, maker):
    send(client, place)
    send(client, place)

    assert len(requests(session)) == 1
    assert len(session.scalars(select(Job).filter_by(name="messages.deliver")).all()) == 1


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name", " ", "Bạn chưa điền"),
        ("name", "x" * 121, "120"),
        ("phone", "12", "không phải số điện thoại"),
        ("phone", "", "Bạn chưa điền"),
        ("message", "", "Bạn chưa điền"),
        ("message", "x" * 1001, "1000"),
        ("wished_on", "2020-01-01", "đã qua"),
        ("wished_on", "2099-01-01", "trong vòng một năm"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, session, place, field, value, says):
    page = send(client, place, 422, **{field: value})

    assert says in page.select_one(f"#{field}-error").text
    other = "name" if field == "phone" else "phone"
    assert page.select_one(f"#{other}")["value"] == TOLD[other]
    assert not requests(session)


def test_today_and_a_year_from_now_are_days_one_may_wish_for(client, session, place):
    for days in (0, 366):
        send(client, place, wished_on=(clock.today() + timedelta(days=days)).isoformat())

    assert len(requests(session)) == 2
    send(client, place, 422, wished_on=(clock.today() + timedelta(days=367)).isoformat())


def test_after_some_requests_it_is_enough_for_an_hour(client, session, place):
    for number in range(5):
        send(client, place, message=f"Câu hỏi {number}")

    send(client, place, 429, message="Một câu nữa")

    assert len(requests(session)) == 5


@pytest.mark.parametrize("status", [ProducerStatus.LISTED, ProducerStatus.SUSPENDED])
def test_where_nobody_answers_nothing_is_sent(client, session, status):
    place = make_place(producer=make_producer(status=status))

    page = client.get("catalog.product", slug=place.slug)
    refused = send(client, place, 409)

    assert not page.select("#contact form") and "chưa có người trả lời" in page.text
    assert refused and not requests(session)


def test_goods_take_no_requests(client, session):
    product = make_product()

    send(client, product, 409)
    send(client, make_place(listing_status=ListingStatus.DRAFT), 404)

    assert not requests(session)


def test_a_place_with_a_made_up_account_says_so(client, session):
    place = make_place(producer=make_producer(has_demo_account=True))

    page = client.get("catalog.product", slug=place.slug)
    send(client, place)

    assert page.select("#contact .demo") and "lời nhắn không tới ai" in page.text
    assert requests(session)[0].is_demo


def a_request(place, **overrides):
    told = {"name": "An", "phone": "+84912345678", "message": "Chào", "locale": "vi"}
    return save(ContactRequest(product_id=place.id, **told | overrides))


@pytest.mark.parametrize(
    ("lang", "heading", "waits"),
    [("vi", "Lời nhắn của khách", "Đang chờ"), ("en", "Requests", "Waits")],
)
def test_the_maker_finds_requests_and_ticks_them(desk, place, lang, heading, waits):
    request = a_request(place)

    page = desk.get("workspace.requests", lang=lang)
    assert page.h1.text.startswith(heading) and waits in page.text
    assert page.select_one("a[href='tel:+84912345678']").text.strip() == "0912 345 678"
    assert "1" in desk.get("workspace.products").select_one("a[href='/workspace/requests']").text

    desk.post("workspace.requests", {"request": request.id, "done": 1})
    assert request.done_at is not None

    desk.post("workspace.requests", {"request": request.id, "undo": 1})
    assert request.done_at is None and request.done_by_id is None


def test_what_is_done_stands_last(desk, place):
    a_request(place, name="Sớm", message="1")
    done = a_request(place, name="Xong", message="2")
    a_request(place, name="Muộn", message="3")
    desk.post("workspace.requests", {"request": done.id, "done": 1})

    names = [each.text for each in desk.get("workspace.requests").select("article h2")]

    assert names == ["Muộn", "Sớm", "Xong"]


def test_somebody_else_s_request_is_not_there(desk, session):
    other = a_request(make_place())

    desk.post("workspace.requests", {"request": other.id, "done": 1}, status=404)
    desk.post("workspace.requests", {"request": "x", "done": 1}, status=404)

    assert other.done_at is None
    assert not desk.get("workspace.requests").select("article")


def test_requests_ask_as_often_for_many_as_for_one(desk, place, count_statements):
    counts = []
    for _ in range(2):
        for number in range(len(counts) * 4 + 1):
            a_request(place, message=f"{len(counts)} {number}")
        with count_statements() as statements:
            desk.get("workspace.requests")
        counts.append(len(statements))

    assert counts[0] == counts[1]
