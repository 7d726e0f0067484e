"""The pictures of a product and of its maker, as the maker keeps them."""

import errno
import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from shop.accounts.models import Role, Scope
from shop.lib import clock
from shop.media import rules
from shop.media.models import Picture
from shop.media.rules import MOST_PICTURES
from shop.media.services import files
from tests.factories.accounts import make_user
from tests.factories.catalog import make_product
from tests.factories.media import SVG, hung, photograph, picture
from tests.factories.producers import make_producer

PAGE = "workspace.product_pictures"


@pytest.fixture
def product(client, session):
    """A product of the maker who is signed in."""
    product = make_product(name_vi="Trà sen")
    client.sign_in(make_user(Role.PRODUCER, Scope.PRODUCER, str(product.producer_id)))
    return product


@pytest.fixture
def send(client, product):
    """Send a form of the product's page."""

    def send(status=303, lang="vi", **data):
        return client.post(PAGE, data, status=status, lang=lang, slug=product.slug)

    return send


@pytest.fixture
def bring(send):
    """Bring some pictures at once."""

    def bring(*contents, status=303, lang="vi"):
        brought = [(io.BytesIO(content), f"anh-{n}.jpg") for n, content in enumerate(contents)]
        return send(status, lang, do="add", file=brought)

    return bring


def order_of(product):
    return [each.id for each in product.pictures]


def test_several_pictures_come_in_at_once(client, product, bring):
    answer = bring(
        photograph(size=(60, 40)), photograph("PNG", (61, 40)), photograph("HEIF", (62, 40))
    )

    page = client.open(answer.location)
    assert "Đã thêm 3 ảnh." in page.text
    assert len(page.select("[data-picture][data-waiting]")) == 3
    assert page.select_one("#count").text == "3 trên 12 ảnh"
    assert "Còn chỗ cho 9 ảnh" in page.select_one("#file-hint").text


def test_a_picture_from_the_camera_comes_in_beside_them(product, send):
    send(
        do="add", file=(io.BytesIO(picture()), "a.png"), camera=(io.BytesIO(photograph()), "b.jpg")
    )

    assert len(product.pictures) == 2


@pytest.mark.parametrize(
    ("content", "vi", "en"),
    [
        (b"", "Tệp này trống.", "The file is empty."),
        (SVG, "Đây không phải ảnh JPEG", "This is no JPEG"),
        (photograph(size=(90, 60))[:-300], "Tệp bị hỏng", "The file is damaged"),
        (picture("JPEG") + b"<html>", "Sau ảnh, tệp này còn chứa", "Something else follows"),
        (picture("BMP", (80, 60)), "Tệp lớn hơn 15 MB", "larger than 15 MB"),
    ],
)
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_refused_picture_is_explained_at_its_field(
    product, bring, folder, monkeypatch, content, vi, en, lang
):
    monkeypatch.setattr(files, "LARGEST_BYTES", 10_000)

    page = bring(content, status=422, lang=lang)

    said = page.select_one("#file-error").text
    assert (vi if lang == "vi" else en) in said
    assert "anh-0.jpg" in said
    assert page.select_one("#file")["aria-invalid"] == "true"
    assert "file-error" in page.select_one("#file")["aria-describedby"]
    assert not product.pictures
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_what_is_good_comes_in_beside_what_is_refused(product, bring):
    page = bring(photograph(size=(60, 40)), SVG, status=422)

    assert "Đã thêm 1 ảnh." in page.text
    assert "anh-1.jpg" in page.select_one("#file-error").text
    assert len(page.select("[data-picture]")) == len(product.pictures) == 1


def test_nothing_chosen_is_said(bring):
    assert "Bạn chọn ít nhất một ảnh" in bring(status=422).select_one("#file-error").text


def test_more_than_there_is_room_for_are_refused_as_one(product, bring):
    page = bring(*(picture("PNG", (8, 8 + n)) for n in range(MOST_PICTURES + 1)), status=422)

    assert "Chỉ còn chỗ cho 12 trong 12 ảnh" in page.select_one("#file-error").text
    assert not product.pictures


def test_a_full_gallery_offers_no_upload(client, product, bring):
    bring(*(picture("PNG", (8, 8 + n)) for n in range(MOST_PICTURES)))

    page = client.get(PAGE, slug=product.slug)

    assert not page.select("[data-upload]")
    assert "Đã đủ 12 ảnh" in page.select_one("#adding").text


@pytest.fixture
def little(client, monkeypatch):
    """Let requests be small, and those that bring a gallery less so."""
    monkeypatch.setitem(client.app.config, "MAX_CONTENT_LENGTH", 20_000)
    monkeypatch.setattr(rules, "GALLERY_BYTES", 60_000)


def test_a_gallery_may_bring_more_at_once_than_others(client, product, bring, little):
    much = b"x" * 25_000

    assert len(bring(much, much, status=422).select("#file-error li")) == 2
    page = bring(much, much, much, status=413)
    assert "Chưa nhận gì cả" in page.text
    client.post("workspace.new_lot", {"place_vi": "x" * 25_000}, status=413)


def test_only_who_may_keep_pictures_may_bring_that_much(client, product, little):
    client.sign_in(make_user())

    client.post(PAGE, {"do": "x" * 25_000}, status=413, slug=product.slug)


def test_a_full_disk_is_said_and_leaves_nothing(product, bring, folder, monkeypatch):
    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(files, "_copy", full)
        page = bring(photograph(size=(60, 40)), status=422)

    assert "đang hết chỗ lưu" in page.select_one("#file-error").text
    assert not product.pictures
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_words_make_a_picture_public(client, product, send):
    made = hung(product, words=None)
    before = client.get(PAGE, slug=product.slug)
    assert "Chưa hiện: cần lời tả ảnh" in before.select_one(f"#picture-{made.id}").text

    send(**{f"vi_{made.id}": " Chén trà sen ", f"en_{made.id}": "A bowl"}, do="save", order=made.id)

    assert (made.alt_vi, made.alt_en) == ("Chén trà sen", "A bowl")
    after = client.get(PAGE, slug=product.slug)
    assert "Ai cũng xem được" in after.select_one(f"#picture-{made.id}").text


@pytest.mark.parametrize("typed", ["", "   ", "x" * 251])
def test_words_are_needed_and_have_their_length(product, send, typed):
    first, second = hung(product, words=None), hung(product, words=None, size=(60, 40))

    page = send(422, **{f"vi_{first.id}": typed, f"vi_{second.id}": "Đồi chè"}, do="save")

    assert page.select_one(f"#vi_{first.id}-error")
    assert page.select_one(f"#vi_{second.id}").text.strip() == "Đồi chè"
    assert (first.alt_vi, second.alt_vi) == (None, None)


@pytest.mark.parametrize(
    ("step", "of", "order"),
    [
        ("up", 2, [0, 2, 1]),
        ("down", 0, [1, 0, 2]),
        ("first", 2, [2, 0, 1]),
        ("up", 0, [0, 1, 2]),
        ("down", 2, [0, 1, 2]),
    ],
)
def test_buttons_order_the_pictures_without_a_script(client, product, send, step, of, order):
    ids = [hung(product, size=(60, 40 + n), words=None).id for n in range(3)]
    button = client.get(PAGE, slug=product.slug).select_one(f"[name=do][value={step}-{ids[of]}]")
    assert button.find_parent("form")["method"] == "post"

    send(do=button["value"], order=ids)

    assert order_of(product) == [ids[place] for place in order]


def test_moving_keeps_what_was_written_meanwhile(product, send):
    first, second = hung(product, words="Cũ"), hung(product, words=None, size=(60, 40))
    ids = [first.id, second.id]

    send(**{f"vi_{first.id}": "", f"vi_{second.id}": "Mới"}, do=f"up-{second.id}", order=ids)

    assert order_of(product) == [second.id, first.id]
    assert (first.alt_vi, second.alt_vi) == ("Cũ", "Mới")


def test_a_whole_order_is_kept_as_it_was_dragged(product, send):
    ids = [hung(product, size=(60, 40 + n), words=None).id for n in range(3)]
    elsewhere = hung(make_product()).id

    send(do="order", order=[ids[2], elsewhere, ids[0]])

    assert order_of(product) == [ids[2], ids[0], ids[1]]


def test_a_picture_is_taken_out(client, product, send):
    made = hung(product)

    answer = send(do=f"remove-{made.id}", order=made.id)

    assert "Đã bỏ ảnh." in client.open(answer.location).text
    assert not product.pictures


@pytest.mark.parametrize("step", ["up-x", "up-", "remove-999999", "first-²", "jump-1", "jump"])
def test_unknown_steps_are_not_found(product, send, step):
    hung(product)

    send(404, do=step)


def test_a_strangers_picture_cannot_be_moved_or_taken_out(session, product, send):
    other = hung(make_product())

    for step in ("up", "first", "remove"):
        send(404, do=f"{step}-{other.id}")

    assert session.get(Picture, other.id)


def test_another_makers_product_is_not_found(client, product):
    other = make_product()

    client.get(PAGE, slug=other.slug, status=404)
    page = client.get(PAGE, slug=product.slug)
    data = {"do": "add", "file": (io.BytesIO(picture()), "a.png")}
    client.post(PAGE, data, slug=other.slug, status=404, page=page)
    assert not other.pictures


@pytest.mark.parametrize("role", [Role.CONSUMER, Role.OFFICER, Role.POINT_STAFF])
def test_the_page_is_for_makers(client, product, role):
    client.sign_in(make_user(role))

    client.get(PAGE, slug=product.slug, status=403)
    client.get("workspace.producer_pictures", status=403)


def test_a_maker_has_a_gallery_of_their_own(client, session):
    producer = make_producer()
    client.sign_in(make_user(Role.PRODUCER, Scope.PRODUCER, str(producer.id)))

    data = {"do": "add", "file": (io.BytesIO(photograph(size=(60, 40))), "a.jpg")}
    client.post("workspace.producer_pictures", data)

    assert session.scalars(select(Picture)).one().producer_id == producer.id
    assert producer.name in client.get("workspace.producer_pictures").select_one("h1").text


def test_the_page_speaks_english(client, product):
    hung(product, words="Chén trà", english="A bowl of tea")

    page = client.get(PAGE, slug=product.slug, lang="en")

    assert page.select_one("h1").text == "Pictures of Trà sen"
    assert page.select_one("[data-picture] img")["alt"] == "A bowl of tea"
    assert {"Up", "Down"} <= {each.text for each in page.select("[data-move]")}


def test_an_empty_gallery_says_what_stands_in_its_place(client, product):
    assert "tranh khắc gỗ" in client.get(PAGE, slug=product.slug).select_one("#gallery").text


def test_the_number_of_statements_does_not_grow_with_the_pictures(
    client, product, count_statements
):
    def statements():
        with count_statements() as found:
            client.get(PAGE, slug=product.slug)
        return len(found)

    hung(product, size=(60, 40))
    before = statements()
    for number in range(4):
        hung(product, size=(61 + number, 40))

    assert statements() == before


def test_a_picture_that_is_never_made_ready_is_not_waited_for(client, product, session):
    made = hung(product, ready=False)
    made.added_at = clock.now() - timedelta(hours=2)
    session.commit()

    card = client.get(PAGE, slug=product.slug).select_one(f"#picture-{made.id}")

    assert "Không xử lý được" in card.text
    assert "data-waiting" not in card.attrs
