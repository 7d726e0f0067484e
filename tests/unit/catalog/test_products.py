"""What a maker says of a product, and what that does to it."""

import pytest
from sqlalchemy import func, select

from shop.accounts.models import Role, Scope
from shop.audit.models import AuditEntry
from shop.catalog import services
from shop.catalog.errors import (
    DraftInUse,
    KeepsItsNature,
    ListingIncomplete,
    NoSuchKind,
    NotADraft,
)
from shop.catalog.models import (
    BoxPart,
    FactKind,
    ListingChange,
    ListingStatus,
    Product,
    ProductFact,
    ProductGroup,
    ProductSlug,
    ProductVariant,
)
from shop.catalog.queries import find_published
from shop.catalog.rules import month_bits
from shop.catalog.services import Listing
from shop.database import Origin
from shop.inventory import services as inventory
from shop.jobs.models import Job
from shop.lib.text import slugify
from shop.media.models import Picture
from tests.factories import save
from tests.factories.accounts import make_user
from tests.factories.catalog import (
    make_criteria_set,
    make_product,
    make_variant,
    make_whole_product,
)
from tests.factories.media import hung
from tests.factories.producers import make_producer
from tests.factories.traceability import make_lot

S = ListingStatus


@pytest.fixture
def maker(session):
    return make_user(Role.PRODUCER, Scope.PRODUCER, "1")


def said(product, **changes):
    """What its maker would say without changing a word, but for these changes."""
    names = ("name_vi", "criteria_set_no", "name_en", "subgroup", "story_vi", "story_en")
    more = ("harvest_months", "collective_mark", "collective_mark_owner")
    return Listing(**{name: getattr(product, name) for name in (*names, *more)} | changes)


def test_a_new_product_is_a_draft_of_its_maker(session, maker):
    producer = make_producer()
    kind = make_criteria_set(22, product_group=ProductGroup.HANDICRAFT)

    product = services.create(producer, Listing("Khăn lụa Vạn Phúc", kind.no), actor=maker)

    assert (product.listing_status, product.producer) == (S.DRAFT, producer)
    assert (product.slug, product.product_group) == ("khan-lua-van-phuc", ProductGroup.HANDICRAFT)
    assert product.origin is Origin.ENTERED and product.source is None
    assert session.scalars(select(AuditEntry).filter_by(action="product.created")).one()


def test_what_the_demonstration_s_maker_enters_is_marked(session, maker):
    maker.is_demo = True
    kind = make_criteria_set()

    product = services.create(
        make_producer(), Listing("Trà", kind.no, facts={FactKind.ORIGIN: "Việt Nam"}), actor=maker
    )

    assert product.is_demo and product.facts[0].is_demo


def test_products_of_one_name_have_addresses_of_their_own(session, maker):
    kind, producer = make_criteria_set().no, make_producer()

    slugs = [
        services.create(producer, Listing("Trà sen Tây Hồ", kind), actor=maker).slug
        for _ in range(3)
    ]

    assert slugs == ["tra-sen-tay-ho", "tra-sen-tay-ho-2", "tra-sen-tay-ho-3"]


def test_a_name_without_letters_of_ours_still_has_an_address(session, maker):
    product = services.create(make_producer(), Listing("茶", make_criteria_set().no), actor=maker)

    assert product.slug == "san-pham"


def test_an_unknown_kind_is_refused_and_nothing_is_kept(session, maker):
    with pytest.raises(NoSuchKind):
        services.create(make_producer(), Listing("Trà", 27), actor=maker)

    assert session.scalar(select(func.count(Product.id))) == 0


def test_everything_said_is_kept_and_told_to_the_audit_log(session, maker):
    product = make_product(listing_status=S.DRAFT)
    listing = said(
        product,
        name_en="Lotus tea",
        subgroup="lotus_tea",
        story_vi="Hái lúc sương.",
        harvest_months=month_bits([5, 6]),
        collective_mark="Trà Tây Hồ",
        collective_mark_owner="Hội làng nghề",
        facts={FactKind.USAGE: "Hãm 2 phút", FactKind.STORAGE: None},
    )

    services.edit(product, listing, actor=maker)

    assert (product.name_en, product.season) == ("Lotus tea", (5, 6))
    assert product.collective_mark_owner == "Hội làng nghề"
    assert [(fact.kind, fact.value) for fact in product.facts] == [(FactKind.USAGE, "Hãm 2 phút")]
    entry = session.scalars(select(AuditEntry).filter_by(action="product.edited")).one()
    assert entry.details["name_en"] == [None, "Lotus tea"]
    assert entry.details["fact_usage"] == [None, "Hãm 2 phút"]
    assert "story_en" not in entry.details


def test_a_fact_that_is_emptied_goes_and_its_words_stay_in_the_log(session, maker):
    product = make_whole_product()

    services.edit(product, said(product, facts={FactKind.USAGE: None}), actor=maker)

    assert FactKind.USAGE not in {fact.kind for fact in product.facts}
    entry = session.scalars(select(AuditEntry).filter_by(action="product.edited")).one()
    assert entry.details["fact_usage"] == ["Nhãn ghi usage", None]


def test_a_fact_of_a_source_becomes_its_maker_s_word_only_when_changed(session, maker):
    product = make_product(listing_status=S.DRAFT)
    for kind in (FactKind.USAGE, FactKind.STORAGE):
        save(
            ProductFact(
                product_id=product.id,
                kind=kind,
                value="cũ",
                origin=Origin.REFERENCE,
                source="https://example.vn",
            )
        )

    facts = {FactKind.USAGE: "mới", FactKind.STORAGE: "cũ"}
    services.edit(product, said(product, facts=facts), actor=maker)

    usage, storage = product.facts
    assert (usage.origin, usage.source) == (Origin.ENTERED, None)
    assert (storage.origin, storage.source) == (Origin.REFERENCE, "https://example.vn")
    assert product.origin is Origin.REFERENCE  # its name is still the source's


def test_a_name_of_a_source_that_is_changed_is_the_maker_s(session, maker):
    product = make_product(listing_status=S.DRAFT, source="https://example.vn")

    services.edit(product, said(product, name_vi="Trà khác"), actor=maker)

    assert (product.origin, product.source) == (Origin.ENTERED, None)


LIVE = {
    "story_vi": "Kể lại",
    "story_en": "Told again",
    "harvest_months": 3,
    "subgroup": "herbal_tea",
}
REVIEWED = {
    "name_vi": "Trà khác",
    "name_en": "Another tea",
    "collective_mark": "Trà Tây Hồ",
    "collective_mark_owner": "Hội",
    "facts": {FactKind.USAGE: "Pha lạnh"},
}


@pytest.mark.parametrize("name", LIVE)
def test_what_is_the_maker_s_own_counts_at_once(session, maker, name):
    product = make_whole_product(listing_status=S.PUBLISHED)

    services.edit(product, said(product, **{name: LIVE[name]}), actor=maker)

    assert product.listing_status is S.PUBLISHED and not product.changes
    assert session.scalars(select(Job).filter_by(name="search.index_product")).one()


@pytest.mark.parametrize("name", REVIEWED)
def test_what_was_reviewed_takes_it_off_until_it_is_reviewed_again(session, maker, name):
    product = make_whole_product(listing_status=S.PUBLISHED)

    services.edit(product, said(product, **{name: REVIEWED[name]}), actor=maker)

    assert product.listing_status is S.PENDING_REVIEW
    assert find_published(product.slug) is None


def test_another_kind_is_reviewed_too_and_owes_its_own_label(session, maker):
    product = make_whole_product(listing_status=S.PUBLISHED)
    kind, before = make_criteria_set(15), product.criteria_set_no

    with pytest.raises(ListingIncomplete) as refused:
        services.edit(product, said(product, criteria_set_no=kind.no), actor=maker)

    assert refused.value.lacks == [FactKind.ALCOHOL_PERCENT]
    assert (product.criteria_set_no, product.listing_status) == (before, S.PUBLISHED)

    told = {FactKind.ALCOHOL_PERCENT: "12%"}
    services.edit(product, said(product, criteria_set_no=kind.no, facts=told), actor=maker)
    assert product.listing_status is S.PENDING_REVIEW


@pytest.mark.parametrize("status", [S.PENDING_REVIEW, S.PUBLISHED, S.TAKEN_DOWN])
def test_what_may_be_shown_without_another_word_stays_whole(session, maker, status):
    product = make_whole_product(listing_status=status)

    with pytest.raises(ListingIncomplete):
        services.edit(product, said(product, facts={FactKind.USAGE: None}), actor=maker)

    assert FactKind.USAGE in {fact.kind for fact in product.facts}
    assert product.listing_status is status and product.edited_at is None


@pytest.mark.parametrize("status", [S.DRAFT, S.UNPUBLISHED, S.REJECTED])
def test_what_nobody_sees_may_be_half_written(session, maker, status):
    product = make_whole_product(listing_status=status)

    services.edit(product, said(product, facts={FactKind.USAGE: None}), actor=maker)

    assert product.listing_status is (S.DRAFT if status is S.REJECTED else status)


def test_the_story_of_a_listing_from_a_source_needs_no_whole_label(session, maker):
    product = make_product()

    services.edit(product, said(product, story_vi="Kể"), actor=maker)

    assert (product.story_vi, product.listing_status) == ("Kể", S.PUBLISHED)


def test_saving_and_sending_is_one_step(session, maker):
    product = make_whole_product()

    services.edit(product, said(product, name_en="Tea"), then_submit=True, actor=maker)

    assert product.listing_status is S.PENDING_REVIEW

    other = make_product(listing_status=S.DRAFT)
    with pytest.raises(ListingIncomplete):
        services.edit(other, said(other, name_en="Tea"), then_submit=True, actor=maker)
    assert (other.name_en, other.listing_status) == (None, S.DRAFT)


def test_goods_with_packs_do_not_become_a_place(session, maker):
    product = make_whole_product()
    tourism = make_criteria_set(26, product_group=ProductGroup.TOURISM)

    with pytest.raises(KeepsItsNature):
        services.edit(product, said(product, criteria_set_no=tourism.no), actor=maker)

    assert product.product_group is ProductGroup.FOOD


def rename(product, name, maker):
    services.edit(product, said(product, name_vi=name), actor=maker)


def test_a_shown_product_that_is_renamed_answers_at_its_old_address(session, maker):
    product = make_whole_product(listing_status=S.PUBLISHED, slug="tra-sen", name_vi="Trà sen")

    rename(product, "Trà ướp sen", maker)
    rename(product, "Chè ướp sen", maker)
    product.listing_status = S.PUBLISHED
    session.commit()

    assert product.slug == "che-uop-sen"
    for slug in ("tra-sen", "tra-uop-sen", "che-uop-sen"):
        assert find_published(slug) == product


def test_a_draft_leaves_no_address_behind(session, maker):
    product = make_whole_product(slug="tra-sen", name_vi="Trà sen")

    rename(product, "Trà ướp sen", maker)

    assert product.slug == "tra-uop-sen" and not session.scalars(select(ProductSlug)).all()


def test_other_marks_on_the_same_letters_keep_the_address(session, maker):
    product = make_whole_product(listing_status=S.PUBLISHED, slug="tra-sen-2", name_vi="Trà sen")

    rename(product, "Trà Sến", maker)

    assert product.slug == "tra-sen-2" and not session.scalars(select(ProductSlug)).all()


def test_an_address_that_was_left_is_given_to_nobody_else(session, maker):
    product = make_whole_product(listing_status=S.PUBLISHED, slug="tra-sen", name_vi="Trà sen")
    rename(product, "Trà ướp sen", maker)

    other = services.create(
        make_producer(), Listing("Trà sen", product.criteria_set_no), actor=maker
    )

    assert other.slug == "tra-sen-2"


def test_an_old_name_taken_up_again_has_its_old_address(session, maker):
    product = make_whole_product(listing_status=S.PUBLISHED, slug="tra-sen", name_vi="Trà sen")

    rename(product, "Trà ướp sen", maker)
    rename(product, "Trà sen", maker)

    assert product.slug == "tra-sen"
    assert [row.slug for row in session.scalars(select(ProductSlug))] == ["tra-uop-sen"]


def test_a_long_name_has_an_address_that_fits(session, maker):
    name = "Trà sen " + "thơm " * 38
    kind = make_criteria_set().no

    slugs = [
        services.create(make_producer(), Listing(name[:200], kind), actor=maker).slug
        for _ in range(2)
    ]

    assert slugs == [slugify(name, most=100), f"{slugify(name, most=100)}-2"]


def test_a_draft_that_nobody_saw_can_be_discarded_with_all_its_parts(session, maker):
    product = make_whole_product()
    services.submit(product, actor=maker)
    services.reject(product, "Chưa rõ", actor=maker)
    services.edit(product, said(product), actor=maker)

    services.discard(product, actor=maker)

    for table in (Product, ProductFact, ProductVariant, ListingChange):
        assert session.scalar(select(func.count()).select_from(table)) == 0
    assert session.scalars(select(AuditEntry).filter_by(action="product.discarded")).one()


def test_a_draft_box_goes_with_what_was_said_of_its_contents(session, maker):
    product = make_whole_product()
    packet = make_variant(product=make_product(producer=product.producer))
    inventory.compose(product.variants[0], {packet.id: 2}, actor=maker)

    services.discard(product, actor=maker)

    assert not session.scalars(select(BoxPart)).all() and session.get(ProductVariant, packet.id)
    assert not session.scalars(select(Job).filter_by(name="search.rebuild")).all()


def test_a_draft_that_lies_in_a_box_stays(session, maker):
    product = make_whole_product()
    box = make_variant(product=make_product(producer=product.producer))
    inventory.compose(box, {product.variants[0].id: 1}, actor=maker)

    with pytest.raises(DraftInUse):
        services.discard(product, actor=maker)


@pytest.mark.parametrize("status", [status for status in S if status is not S.DRAFT])
def test_only_a_draft_is_discarded(session, maker, status):
    product = make_whole_product(listing_status=status)

    with pytest.raises(NotADraft):
        services.discard(product, actor=maker)

    assert session.get(Product, product.id)


def test_what_was_ever_shown_is_never_deleted(session, maker):
    product = make_whole_product(listing_status=S.PUBLISHED)
    rename(product, "Trà khác", maker)
    services.reject(product, "Chưa rõ", actor=maker)
    services.edit(product, said(product), actor=maker)
    assert product.listing_status is S.DRAFT

    with pytest.raises(NotADraft):
        services.discard(product, actor=maker)


def test_a_draft_goes_with_its_pictures(session, maker):
    product = make_whole_product()
    hung(product)

    services.discard(product, actor=maker)

    assert not session.scalars(select(Picture)).all()


def test_a_draft_with_lots_stays(session, maker):
    product = make_whole_product()
    make_lot(product=product)

    with pytest.raises(DraftInUse):
        services.discard(product, actor=maker)

    assert session.get(Product, product.id).facts
