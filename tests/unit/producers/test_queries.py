import pytest

from shop.producers import queries
from shop.producers.models import CraftVillage, ProducerKind, ProducerStatus
from shop.producers.queries import ListedProducer, ProducerFilter
from tests.factories.places import make_province
from tests.factories.producers import make_producer


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("Hợp tác xã chè Hảo Đạt", "che hao dat"),
        ("Công ty TNHH Gốm sứ Quang Vinh", "gom su quang vinh"),
        ("Công ty cổ phần Sản xuất và Dịch vụ thương mại An Huy", "an huy"),
        ("Hợp tác xã Dịch vụ nông nghiệp Bắc Ruộng 1", "bac ruong 1"),
        ("Trà sen Hiền Xiêm", "tra sen hien xiem"),
        ("Công ty", "cong ty"),
    ],
)
def test_makers_are_known_by_their_name_without_legal_form(name, known):
    assert queries.known_name(name) == known


def test_makers_are_sorted_as_people_look_for_them(session):
    for name in ("Hợp tác xã Đoài", "Công ty TNHH Ánh Dương", "Hộ kinh doanh Em", "HTX Bà Ba"):
        make_producer(name=name)

    names = [each.name for each in queries.listed_producers()]

    assert names == ["Công ty TNHH Ánh Dương", "HTX Bà Ba", "Hợp tác xã Đoài", "Hộ kinh doanh Em"]


@pytest.mark.parametrize("status", ProducerStatus)
def test_who_has_not_been_let_in_is_not_listed(session, status):
    make_producer(status=status)

    hidden = {ProducerStatus.APPLIED, ProducerStatus.IDENTITY_PENDING, ProducerStatus.REJECTED}
    assert bool(queries.listed_producers()) == (status not in hidden)


@pytest.mark.parametrize(
    ("asked", "taken"),
    [
        (ProducerFilter(), True),
        (ProducerFilter("19"), True),
        (ProducerFilter("01"), False),
        (ProducerFilter(kind=ProducerKind.COOPERATIVE), True),
        (ProducerFilter(kind=ProducerKind.FARM), False),
        (ProducerFilter(text="hao dat che"), True),
        (ProducerFilter(text="Hảo Đạt lúa"), False),
        (ProducerFilter("19", ProducerKind.FARM), False),
    ],
)
def test_filters_take_what_fits_all_of_them(asked, taken):
    listed = ListedProducer(1, "x", "Hợp tác xã chè Hảo Đạt", "19", ProducerKind.COOPERATIVE)

    assert asked.takes(listed) == taken


def test_choices_count_makers_by_province_and_kind(session):
    make_province("92", "Thành phố Cần Thơ")
    make_producer(kind=ProducerKind.FARM)
    make_producer(kind=None, province_code="92", commune_code=None)
    make_producer(kind=ProducerKind.FARM, province_code=None, commune_code=None)

    choices = queries.producer_choices(queries.listed_producers())

    assert [(each.code, count) for each, count in choices.provinces] == [("92", 1), ("01", 1)]
    assert choices.kinds == {ProducerKind.FARM: 2}


@pytest.mark.parametrize(
    ("text", "found"),
    [("", True), ("gom", True), ("gốm bát", True), ("Hà Nội", True), ("lụa", False)],
)
def test_villages_answer_by_craft_name_and_place(text, found):
    village = CraftVillage(name="Bát Tràng", craft="Gốm sứ", stated_province="Hà Nội")

    assert queries.answers(village, text) == found


@pytest.mark.parametrize(
    ("name", "short"),
    [("Làng nghề mộc Triệu Xuyên", "Mộc Triệu Xuyên"), ("Bát Tràng", "Bát Tràng")],
)
def test_villages_are_called_by_what_tells_them_apart(name, short):
    assert queries.short_name(CraftVillage(name=name)) == short
