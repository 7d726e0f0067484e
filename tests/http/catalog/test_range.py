"""The maker's range in the workspace, as its maker goes through it."""

import pytest
from sqlalchemy import func, select

from shop.catalog.models import (
    FactKind,
    ListingChange,
    ListingStatus,
    NetUnit,
    Product,
    ProductFact,
    ProductGroup,
    ProductVariant,
)
from shop.catalog.rules import FIXED_PHRASES
from tests.factories import save
from tests.factories.catalog import (
    make_criteria_set,
    make_product,
    make_variant,
    make_whole_product,
)

S = ListingStatus
PACK = {
    "name_vi": "Hộp 100 g",
    "price_vnd": "185.000",
    "weight_g": "150",
    "net_quantity": "100",
    "net_unit": "g",
    "is_active": "y",
    "position": "0",
}


def edited(product, **changes):
    """What the form would send as it stands, but for these changes."""
    told = {
        "name_vi": product.name_vi,
        "name_en": product.name_en or "",
        "criteria_set_no": product.criteria_set_no,
        "subgroup": product.subgroup or "",
        "story_vi": product.story_vi or "",
        "story_en": product.story_en or "",
        "months": list(product.season),
        "collective_mark": product.collective_mark or "",
        "collective_mark_owner": product.collective_mark_owner or "",
    }
    facts = {f"fact_{fact.kind}": fact.value for fact in product.facts}
    return told | facts | changes


@pytest.mark.parametrize(
    ("lang", "heading", "states"),
    [
        ("vi", "Sản phẩm của bạn", ["Tất cả (3)", "Đang bán (2)", "Đã rút (1)"]),
        ("en", "Your products", ["All (3)", "In the shop (2)", "Off the shelf (1)"]),
    ],
)
def test_the_range_is_told_by_state(desk, producer, lang, heading, states):
    make_product(producer=producer, listing_status=S.UNPUBLISHED, name_vi="Rút")
    make_product(producer=producer)
    make_variant(product=make_product(producer=producer), price_vnd=120_000)
    make_product()

    page = desk.get("workspace.products", lang=lang)
    taken_off = desk.open("/workspace/products?status=unpublished", lang=lang)

    assert page.h1.text == heading
    assert [chip.text for chip in page.select("nav.desks a")] == states
    assert len(page.select("[data-product]")) == 3 and "120.000" in page.text
    assert [row.h2.text for row in taken_off.select("[data-product]")] == ["Rút"]


def test_an_empty_range_says_what_to_do(desk):
    page = desk.get("workspace.products")

    assert page.select_one(".empty a")["href"] == "/workspace/products/new"


def test_a_state_that_is_none_shows_all(desk, producer):
    make_product(producer=producer)

    assert desk.open("/workspace/products?status=nonsense").select("[data-product]")


def test_the_list_asks_as_often_for_many_as_for_one(desk, producer, count_statements):
    counts = []
    for _ in range(2):
        for _ in range(len(counts) * 4 + 1):
            make_whole_product(producer=producer)
        with count_statements() as statements:
            desk.get("workspace.products")
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_one_product_asks_as_often_for_many_packs_as_for_one(desk, producer, count_statements):
    product = make_whole_product(producer=producer)
    desk.get("workspace.product", slug=product.slug)
    with count_statements() as few:
        desk.get("workspace.product", slug=product.slug)
    for _ in range(4):
        make_variant(product=product)
        move = ListingChange(product_id=product.id, from_status=S.DRAFT, to_status=S.PENDING_REVIEW)
        save(move)
    with count_statements() as many:
        desk.get("workspace.product", slug=product.slug)

    assert len(few) == len(many)


@pytest.mark.parametrize(
    "endpoint", ["workspace.product", "workspace.edit_product", "workspace.new_pack"]
)
def test_somebody_else_s_product_is_not_there(desk, endpoint):
    product = make_product()

    desk.get(endpoint, slug=product.slug, status=404)
    desk.post(endpoint, {}, slug=product.slug, status=404)


def test_a_pack_of_another_product_is_not_there(desk, producer):
    own, other = make_product(producer=producer), make_variant()

    desk.get("workspace.pack", slug=own.slug, pack_id=other.id, status=404)
    desk.get("workspace.pack", slug=other.product.slug, pack_id=other.id, status=404)


def test_a_product_begins_with_name_and_kind(desk, producer, session):
    make_criteria_set(22, product_group=ProductGroup.HANDICRAFT)

    answer = desk.post("workspace.new_product", {"name_vi": " Khăn lụa ", "criteria_set_no": "22"})

    product = session.scalars(select(Product)).one()
    assert (product.name_vi, product.producer_id) == ("Khăn lụa", producer.id)
    assert answer.location == "/workspace/products/khan-lua/edit"
    asked = {field["name"] for field in desk.open(answer.location).select("[name^=fact_]")}
    assert asked == {
        f"fact_{kind}"
        for kind in ("composition", "specification", "care", "warnings", "made_year", "origin")
    }


@pytest.mark.parametrize(
    "told",
    [
        {"name_vi": "", "criteria_set_no": "12"},
        {"name_vi": " ", "criteria_set_no": "12"},
        {"name_vi": "Trà", "criteria_set_no": "27"},
        {"name_vi": "Trà", "criteria_set_no": ""},
        {"name_vi": "x" * 201, "criteria_set_no": "12"},
    ],
)
def test_half_a_beginning_is_refused_and_comes_back(desk, session, told):
    make_criteria_set()

    page = desk.post("workspace.new_product", told, status=422)

    assert page.select("[role=alert]") and not session.scalars(select(Product)).all()
    assert page.select_one("#name_vi")["value"].strip() == told["name_vi"].strip()


def test_the_kinds_are_offered_under_their_groups(desk):
    make_criteria_set(12)
    make_criteria_set(22, product_group=ProductGroup.HANDICRAFT)

    choice = desk.get("workspace.new_product").select_one("#criteria_set_no")

    assert [group["label"] for group in choice.select("optgroup")] == [
        "Thực phẩm",
        "Thủ công mỹ nghệ",
    ]


def test_what_is_said_is_saved_and_shown(desk, producer, session):
    product = make_whole_product(producer=producer)

    answer = desk.post(
        "workspace.edit_product",
        edited(
            product,
            name_en="Lotus tea",
            months=["5", "6"],
            collective_mark="Trà Tây Hồ",
            collective_mark_owner="Hội làng nghề",
            fact_usage="Hãm hai phút",
        ),
        slug=product.slug,
    )

    page = desk.open(answer.location)
    for words in ("Lotus tea", "tháng 5 đến tháng 6", "Hội làng nghề", "Hãm hai phút"):
        assert words in page.text


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("name_vi", "", "Bạn chưa điền mục này."),
        ("fact_warnings", "x" * 2001, "2000"),
        ("collective_mark", "Chè Tân Cương", "phải có chủ sở hữu"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(desk, producer, field, value, says):
    product = make_whole_product(producer=producer)
    told = edited(product, story_vi="Một câu chuyện dài") | {field: value}

    page = desk.post("workspace.edit_product", told, slug=product.slug, status=422)

    at = "collective_mark_owner" if field == "collective_mark" else field
    assert page.select_one("#story_vi").text.strip() == "Một câu chuyện dài"
    assert page.select(f"[role=alert] a[href='#{at}']")
    assert page.select_one(f"#{at}")["aria-invalid"] == "true"
    assert says in page.select_one(f"#{at}-error").text


@pytest.mark.parametrize(
    ("kind", "group", "missing"),
    [
        (12, ProductGroup.FOOD, "fact_usage"),
        (14, ProductGroup.BEVERAGE, "fact_alcohol_percent"),
        (18, ProductGroup.MEDICINAL, "fact_not_medicine"),
        (21, ProductGroup.HANDICRAFT, "fact_material"),
        (22, ProductGroup.HANDICRAFT, "fact_made_year"),
    ],
)
def test_what_the_law_asks_for_is_refused_at_its_own_field(
    desk, producer, session, kind, group, missing
):
    product = make_whole_product(
        producer=producer,
        criteria_set_no=make_criteria_set(kind, product_group=group).no,
        product_group=group,
    )
    told = edited(product) | {missing: "", "then": "submit"}
    if missing == "fact_not_medicine":
        told.pop(missing)  # a box that is not ticked is not sent

    page = desk.post("workspace.edit_product", told, slug=product.slug, status=422)

    links = [link["href"] for link in page.select("[role=alert] a")]
    assert links == [f"#{missing}"] and page.select(f"#{missing}-error")
    assert product.listing_status is S.DRAFT

    phrase = FIXED_PHRASES.get(FactKind(missing.removeprefix("fact_")), "2026")
    desk.post("workspace.edit_product", told | {missing: phrase}, slug=product.slug)
    assert product.listing_status is S.PENDING_REVIEW


def test_the_fixed_phrases_are_kept_word_for_word(desk, producer, session):
    product = make_whole_product(
        producer=producer,
        criteria_set_no=make_criteria_set(18, product_group=ProductGroup.MEDICINAL).no,
        product_group=ProductGroup.MEDICINAL,
    )
    for fact in list(product.facts):
        if fact.kind in FIXED_PHRASES:
            session.delete(fact)
    session.commit()

    told = edited(product) | {"fact_supplement": "y", "fact_not_medicine": "y"}
    desk.post("workspace.edit_product", told, slug=product.slug)

    said = {fact.kind: fact.value for fact in session.scalars(select(ProductFact))}
    assert said[FactKind.SUPPLEMENT] == "Thực phẩm bảo vệ sức khỏe"
    assert "không phải là thuốc" in said[FactKind.NOT_MEDICINE]


@pytest.mark.parametrize(("year", "status"), [("2026", 303), ("26", 422), ("3026", 422)])
def test_a_year_is_a_year(desk, producer, year, status):
    product = make_whole_product(
        producer=producer,
        criteria_set_no=make_criteria_set(22, product_group=ProductGroup.HANDICRAFT).no,
        product_group=ProductGroup.HANDICRAFT,
    )

    told = edited(product, fact_made_year=year)
    desk.post("workspace.edit_product", told, slug=product.slug, status=status)


def test_another_kind_asks_for_its_own_label(desk, producer):
    make_criteria_set(14, product_group=ProductGroup.BEVERAGE)
    product = make_whole_product(producer=producer)

    page = desk.post(
        "workspace.edit_product",
        edited(product, criteria_set_no="14", then="submit"),
        slug=product.slug,
        status=422,
    )

    assert page.select_one("#fact_alcohol_percent")
    assert [link["href"] for link in page.select("[role=alert] a")] == ["#fact_alcohol_percent"]


def test_a_shown_product_warns_of_the_review_and_goes_there(desk, client, producer):
    product = make_whole_product(producer=producer, listing_status=S.PUBLISHED)

    page = desk.get("workspace.edit_product", slug=product.slug)
    assert "tạm rời chợ" in page.select_one(".band").text
    assert not page.select("button[value=submit]")

    told = edited(product, name_vi="Trà khác")
    answer = desk.post("workspace.edit_product", told, slug=product.slug)

    assert "gửi văn phòng" in desk.open(answer.location).text
    client.get("catalog.product", slug=product.slug, status=404)


def test_a_product_is_sent_for_review_from_its_own_page(desk, producer):
    product = make_whole_product(producer=producer)

    answer = desk.post("workspace.product", {"step": "submit"}, slug=product.slug)

    assert product.listing_status is S.PENDING_REVIEW
    page = desk.open(answer.location)
    assert "Chờ duyệt" in page.text and not page.select("button[value=submit]")


def test_what_it_lacks_leads_to_where_it_is_written(desk, producer):
    product = make_product(producer=producer, listing_status=S.DRAFT)

    page = desk.get("workspace.product", slug=product.slug)

    links = [link["href"] for link in page.select(".dots a")]
    edit = f"/workspace/products/{product.slug}/edit"
    assert links[0] == f"/workspace/products/{product.slug}/packs/new"
    assert f"{edit}#fact_ingredients" in links and f"{edit}#fact_origin" in links
    refused = desk.post("workspace.product", {"step": "submit"}, slug=product.slug, status=422)
    assert "Sản phẩm còn thiếu" in refused.select_one("[role=alert]").text


@pytest.mark.parametrize(
    ("status", "step", "answer"),
    [
        (S.PENDING_REVIEW, "submit", 409),
        (S.DRAFT, "unpublish", 409),
        (S.TAKEN_DOWN, "unpublish", 409),
        (S.TAKEN_DOWN, "submit", 409),
        (S.PUBLISHED, "discard", 409),
        (S.DRAFT, "lift", 404),
        (S.DRAFT, "publish", 404),
        (S.DRAFT, "", 404),
    ],
)
def test_steps_that_are_not_there_are_refused(desk, producer, status, step, answer):
    product = make_whole_product(producer=producer, listing_status=status)

    desk.post("workspace.product", {"step": step}, slug=product.slug, status=answer)

    assert product.listing_status is status


def test_a_form_without_its_token_changes_nothing(desk, producer):
    product = make_whole_product(producer=producer)

    sent = {"step": "submit", "csrf_token": "x"}
    desk.post("workspace.product", sent, slug=product.slug, status=403)

    assert product.listing_status is S.DRAFT


def test_a_product_is_taken_off_and_its_page_is_gone(desk, client, producer):
    product = make_whole_product(producer=producer, listing_status=S.PUBLISHED)

    desk.post("workspace.product", {"step": "unpublish"}, slug=product.slug)

    client.get("catalog.product", slug=product.slug, status=404)


def test_a_draft_is_discarded(desk, producer, session):
    product = make_whole_product(producer=producer)

    answer = desk.post("workspace.product", {"step": "discard"}, slug=product.slug)

    assert answer.location == "/workspace/products"
    assert session.scalar(select(func.count(Product.id))) == 0


@pytest.mark.parametrize(
    ("status", "lang", "says"),
    [
        (S.REJECTED, "vi", "Văn phòng đã trả lại"),
        (S.REJECTED, "en", "The office has sent it back"),
        (S.TAKEN_DOWN, "vi", "Văn phòng đã gỡ sản phẩm"),
    ],
)
def test_the_office_s_reason_is_read_first(desk, producer, status, lang, says):
    product = make_whole_product(producer=producer, listing_status=status)
    save(
        ListingChange(
            product_id=product.id,
            from_status=S.PENDING_REVIEW,
            to_status=status,
            reason="Ảnh nhãn mờ",
        )
    )

    page = desk.get("workspace.product", slug=product.slug, lang=lang)

    assert says in page.select_one(".band").text and "Ảnh nhãn mờ" in page.text
    assert "Ảnh nhãn mờ" in desk.get("workspace.products", lang=lang).text


def test_a_pack_is_added_as_people_write_numbers(desk, producer, session):
    product = make_product(producer=producer)
    told = PACK | {"price_vnd": "1.285.000 đ", "weight_g": "1,2 kg", "net_quantity": "1,5"}

    answer = desk.post("workspace.new_pack", told | {"net_unit": "l"}, slug=product.slug)

    pack = session.scalars(select(ProductVariant)).one()
    assert (pack.price_vnd, pack.weight_g) == (1_285_000, 1_200)
    assert (pack.net_quantity, pack.net_unit) == (1_500, NetUnit.MILLILITRE)
    assert "856.667" in desk.open(answer.location).text  # a litre


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("price_vnd", "mười nghìn", "Bạn ghi giá bằng đồng"),
        ("price_vnd", "185.00", "Bạn ghi giá bằng đồng"),
        ("price_vnd", "0", "1"),
        ("price_vnd", "1.000.000.001", "1000000000"),
        ("price_vnd", "", "Bạn chưa điền"),
        ("weight_g", "nặng", "Bạn ghi khối lượng"),
        ("weight_g", "0", "1"),
        ("net_quantity", "x", "Bạn ghi một số"),
        ("net_quantity", "0", "Bạn ghi một số"),
        ("net_quantity", "", "phải ghi định lượng"),
        ("gtin", "8935001234563", "không phải số mã vạch"),
        ("gtin", "2000000000008", "chỉ dùng nội bộ"),
        ("sku", "mã có dấu", "chữ không dấu"),
        ("name_vi", " ", "Bạn chưa điền"),
    ],
)
def test_a_wrong_pack_says_so_at_its_field_and_comes_back(
    desk, producer, session, field, value, says
):
    product = make_product(producer=producer)

    page = desk.post("workspace.new_pack", PACK | {field: value}, slug=product.slug, status=422)

    assert says in page.select_one(f"#{field}-error").text
    assert page.select_one(f"#{field}").get("value", "").strip() == value.strip()
    untouched = "weight_g" if field == "price_vnd" else "price_vnd"
    assert page.select_one(f"#{untouched}")["value"] == PACK[untouched]
    assert not session.scalars(select(ProductVariant)).all()


def test_a_code_that_is_taken_is_a_conflict_at_its_field(desk, producer):
    make_variant(sku="TS-1")
    product = make_product(producer=producer)

    page = desk.post("workspace.new_pack", PACK | {"sku": "TS-1"}, slug=product.slug, status=422)

    assert "Quy cách khác đã dùng mã này" in page.select_one("#sku-error").text


def test_a_pack_comes_back_as_it_was_written_down(desk, producer):
    product = make_product(producer=producer)
    pack = make_variant(
        product=product,
        price_vnd=1_285_000,
        weight_g=1_250,
        net_quantity=1_000,
        gtin="04006381333931",
    )

    page = desk.get("workspace.pack", slug=product.slug, pack_id=pack.id)

    values = {name: page.select_one(f"#{name}")["value"] for name in ("price_vnd", "weight_g")}
    assert values == {"price_vnd": "1.285.000", "weight_g": "1.250"}
    assert page.select_one("#net_quantity")["value"] == "1"
    assert page.select_one("#net_unit [selected]")["value"] == "kg"
    assert page.select_one("#gtin")["value"] == "4006381333931"
    assert "checked" in page.select_one("#is_active").attrs


def test_a_new_price_is_on_the_page_at_once(desk, client, producer):
    product = make_product(producer=producer)
    pack = make_variant(product=product, price_vnd=120_000)

    told = PACK | {"price_vnd": "135,000"}
    desk.post("workspace.pack", told, slug=product.slug, pack_id=pack.id)

    page = client.get("catalog.product", slug=product.slug)
    assert page.select_one("[data-price-vnd]")["data-price-vnd"] == "135000"


def test_a_pack_that_is_not_ticked_is_no_longer_offered(desk, client, producer):
    product = make_product(producer=producer)
    pack = make_variant(product=product)
    told = {name: value for name, value in PACK.items() if name != "is_active"}

    desk.post("workspace.pack", told, slug=product.slug, pack_id=pack.id)

    assert not client.get("catalog.product", slug=product.slug).select("[data-variant]")
    assert "Không bán" in desk.get("workspace.product", slug=product.slug).text
