import pytest

from shop.catalog.models import ListingStatus
from shop.jobs import services as queue
from shop.jobs.models import Job, JobState
from shop.search import services
from shop.search.rules import Filters
from shop.search.words import query_words
from tests.factories.catalog import make_product
from tests.factories.certification import make_certificate
from tests.factories.producers import make_producer


def names(text):
    return [product.name for product in services.search(Filters(q=text)).products]


@pytest.fixture
def teas(session):
    return [make_product(name_vi=name) for name in ("Trà sen Hiền Xiêm", "Chè sen Quảng An")]


@pytest.mark.parametrize("built", [True, False])
def test_a_search_finds_the_same_with_an_index_and_without(index, teas, built):
    if built:
        services.rebuild()

    assert set(names("che sen")) == {"Trà sen Hiền Xiêm", "Chè sen Quảng An"}
    assert names("chè quảng an") == ["Chè sen Quảng An"]
    assert names("lụa") == []


def test_a_product_is_found_before_its_job_has_run(index, teas):
    services.rebuild()
    make_product(name_vi="Nhãn lồng Hưng Yên")

    assert names("nhãn lồng") == ["Nhãn lồng Hưng Yên"]


def test_what_is_withdrawn_is_not_found_although_the_index_still_has_it(index, teas, session):
    services.rebuild()
    teas[0].listing_status = ListingStatus.UNPUBLISHED
    session.commit()

    assert names("trà") == ["Chè sen Quảng An"]


def test_the_job_of_a_change_brings_the_index_up_to_date(index, teas, session):
    services.rebuild()
    teas[0].name_vi = "Nụ vối"
    session.commit()
    services.index_products([teas[0].id])
    assert names("nụ vối") == ["Nụ vối"]
    assert names("hiền xiêm") == []

    teas[0].listing_status = ListingStatus.TAKEN_DOWN
    session.commit()
    services.index_products([teas[0].id])
    services.index_products([teas[0].id])  # a worker that died leaves it to the next

    assert index.find(query_words("vối")).known == {teas[1].id}


def test_the_queue_runs_the_job_by_its_name(index, teas, session):
    services.rebuild()
    teas[0].name_vi = "Nụ vối"
    queue.enqueue("search.index_product", product_id=teas[0].id)
    session.commit()

    assert queue.run_next()

    assert session.query(Job).one().state is JobState.DONE
    assert names("nụ vối") == ["Nụ vối"]


def test_a_slip_is_put_right_and_offered_not_searched_for(index, teas):
    services.rebuild()

    found = services.search(Filters(q="chè xen"))

    assert found.products == []
    assert [(offer.text, offer.count) for offer in found.offers] == [("chè sen", 2)]


@pytest.mark.parametrize("built", [True, False])
def test_what_was_typed_with_marks_comes_first_and_other_marks_last(index, session, built):
    maker = make_producer(name="Bưởi Sông Xanh")
    for name in ("Che bưởi", "Chế tác", "Chè kho", "Trà vối", "Lụa", "Che"):
        make_product(name_vi=name)
    make_product(name_vi="Mứt", producer=make_producer(name="Hội Chế Tác"))
    make_product(name_vi="Chè bưởi", producer=maker)
    if built:
        services.rebuild()

    found = names("chè")

    assert set(found[:2]) == {"Chè kho", "Chè bưởi"}
    assert found[2] == "Trà vối"  # by its other name
    assert set(found[3:6]) == {"Che bưởi", "Chế tác", "Che"}
    assert found[6:] == ["Mứt"]
    assert names("chè bưởi") == ["Chè bưởi", "Che bưởi"]


@pytest.mark.parametrize("built", [True, False])
def test_counts_and_list_agree_on_what_is_found_in_other_marks(index, teas, built):
    for tea, stars in zip(teas, (4, 5), strict=True):
        make_certificate(product=tea, stars=stars)
    if built:
        services.rebuild()

    selection = services.search(Filters(q="chê sén")).selection

    assert [product.name for product in selection.products] == ["Chè sen Quảng An"]
    assert selection.counts["stars"] == {5: 1}


def test_words_in_quotation_marks_mean_their_marks(index, teas):
    services.rebuild()

    assert names('"chè sen"') == ["Chè sen Quảng An"]
    assert names('"chẻ sen"') == []


def test_wrong_marks_are_put_right(index, teas):
    services.rebuild()

    assert [offer.text for offer in services.search(Filters(q="chề sen")).offers] == ["chè sen"]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("trà sne", "trà sen"),
        ("trà xen", "trà sen"),
        ("bánh trugn thu", "bánh trung thu"),
        ("nươc mắm", "nước mắm"),
        ("nước mắn", "nước mắm"),
    ],
)
def test_of_many_readings_the_one_that_goes_with_the_others_is_offered(index, teas, typed, offered):
    for name in ("Bánh trung thu", "Nước mắm cá cơm", "Ben", "Hen", "Ken", "Len", "Men", "Nen"):
        make_product(name_vi=name)
    services.rebuild()

    offers = services.search(Filters(q=typed)).offers

    assert offers[0].text == offered


def test_where_no_slip_explains_it_a_word_is_left_out(index, teas):
    services.rebuild()

    offers = services.search(Filters(q="chè sen xyzxyz")).offers

    assert [(offer.text, offer.count) for offer in offers] == [("chè sen", 2)]


def test_what_is_found_needs_no_offer(index, teas):
    services.rebuild()

    assert services.search(Filters(q="trà sen")).offers == []


def test_filters_do_not_make_a_found_word_a_slip(index, teas):
    services.rebuild()

    found = services.search(Filters(q="trà sen", stars=frozenset({5})))

    assert (found.products, found.offers) == ([], [])
    assert found.selection.without == {"stars": 2}


def test_words_and_stars_narrow_together(index, teas):
    make_certificate(product=teas[0], stars=4)
    services.rebuild()

    found = services.search(Filters(q="che sen", stars=frozenset({4})))

    assert [product.name for product in found.products] == ["Trà sen Hiền Xiêm"]
