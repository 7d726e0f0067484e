"""Gift boxes: filled by their maker, shown with all that lies in them."""

import pytest

from shop.catalog.queries import box_contents
from shop.inventory import services as inventory
from tests.factories.catalog import make_product, make_variant
from tests.factories.certification import make_certificate
from tests.factories.inventory import make_stock
from tests.factories.orders import make_order


@pytest.fixture
def tea(producer):
    product = make_product(producer=producer, name_vi="Trà sen", name_en="Lotus tea")
    return make_variant(product=product)


@pytest.fixture
def pack(producer):
    return make_variant(product=make_product(producer=producer, name_vi="Hộp quà Tết"))


@pytest.fixture
def box(pack, tea, maker):
    inventory.compose(pack, {tea.id: 2}, actor=maker)
    return pack


def fill(desk, pack, status=303, **units):
    told = {"slug": pack.product.slug, "pack_id": pack.id}
    return desk.post("workspace.box", units, status=status, **told)


@pytest.mark.parametrize(
    ("lang", "heading", "note"),
    [("vi", "Trong hộp có", "không có sao riêng"), ("en", "In the box", "no star of its own")],
)
def test_the_page_shows_what_lies_in_the_box(client, session, box, tea, lang, heading, note):
    make_stock(tea, 5)
    make_certificate(product=tea.product, stars=4)

    page = client.get("catalog.product", slug=box.product.slug, lang=lang)

    section = page.select_one("#box")
    assert section.h2.text == heading and note in section.text
    assert section.select_one("li b").text == "2 ×"
    assert section.select_one("a")["href"] == f"/products/{tea.product.slug}"
    assert section.select_one("[data-stars]")["data-stars"] == "4"
    assert tea.product.producer.name in section.text
    assert page.select_one("[data-variant]")["data-stock"] == "2"
    assert not page.select(".seal")


def test_a_box_is_bought_like_any_other_pack(client, session, box, tea):
    make_stock(tea, 5)

    answer = client.post("cart.add", {"variant": box.id, "quantity": "2"})

    assert not client.open(answer.location).select(".problem")


def test_the_maker_fills_a_box(desk, pack, tea):
    page = desk.get("workspace.box", slug=pack.product.slug, pack_id=pack.id)
    assert page.select_one(f"label[for=part_{tea.id}]").text.startswith("Trà sen")
    assert not page.select(f"#part_{pack.id}")

    answer = fill(desk, pack, **{f"part_{tea.id}": "3"})

    (part,) = box_contents([pack.id])[pack.id]
    assert (part.part_id, part.quantity) == (tea.id, 3)
    assert "3 × Trà sen" in desk.open(answer.location.partition("#")[0]).text


def test_a_box_comes_back_filled_and_is_emptied(desk, box, tea):
    page = desk.get("workspace.box", slug=box.product.slug, pack_id=box.id)
    assert page.select_one(f"#part_{tea.id}")["value"] == "2"

    fill(desk, box, **{f"part_{tea.id}": ""})

    assert box_contents([box.id]) == {}


@pytest.mark.parametrize("units", ["100", "-1", "x"])
def test_a_wrong_number_says_so_and_changes_nothing(desk, pack, tea, units):
    page = fill(desk, pack, 422, **{f"part_{tea.id}": units})

    assert page.select(f"#part_{tea.id}-error")
    assert page.select_one(f"#part_{tea.id}")["value"] == units
    assert box_contents([pack.id]) == {}


def test_packs_in_stock_are_not_made_a_box(desk, pack, tea):
    make_stock(pack, 1)

    page = fill(desk, pack, 409, **{f"part_{tea.id}": "1"})

    assert "còn hàng trong sổ kho" in page.select_one("[role=alert]").text


def test_somebody_else_s_box_is_not_there(desk, session):
    other = make_variant()

    desk.get("workspace.box", slug=other.product.slug, pack_id=other.id, status=404)
    fill(desk, other, 404)


def test_orders_say_what_goes_into_the_box(desk, client, session, box, tea):
    make_stock(tea, 5)
    order = make_order((box, 1))

    for endpoint in ("workspace.order", "workspace.packing_slip"):
        page = desk.get(endpoint, token=order.token)
        assert "trong đó: Trà sen" in " ".join(page.text.split())


def test_more_parts_need_no_more_statements(
    client, desk, session, box, tea, maker, count_statements
):
    def counted(endpoint, **values):
        client.get(endpoint, **values)
        with count_statements() as statements:
            client.get(endpoint, **values)
        return len(statements)

    pages = [
        ("workspace.product", {"slug": box.product.slug}),
        ("catalog.product", {"slug": box.product.slug}),
    ]
    few = [counted(endpoint, **values) for endpoint, values in pages]
    parts = {tea.id: 2} | {
        make_variant(product=make_product(producer=box.product.producer)).id: 1 for _ in range(5)
    }
    inventory.compose(box, parts, actor=maker)

    assert [counted(endpoint, **values) for endpoint, values in pages] == few
