"""What both engines keep to: one suite, run for each that the run's database allows."""

import os

import pytest

from shop.search.engine import Document, Hits
from shop.search.in_database import DatabaseIndex
from shop.search.index import SearchIndex
from shop.search.words import query_words, read_query
from tests.factories.catalog import make_product

ENGINES = ["whoosh", *(["postgresql"] if os.environ.get("TEST_DATABASE_URL") else [])]
NAMES = ("Trà sen Hiền Xiêm", "Chè đinh Tân Cương", "Lụa Vạn Phúc", "Mắm tép Hòa Bình")
STORIES = ("ướp gạo sen Hồ Tây", "hái tay lúc sương sớm", "", "muối bằng nước mắm nhĩ")


@pytest.fixture(params=ENGINES)
def engine(request, session, tmp_path):
    return DatabaseIndex() if request.param == "postgresql" else SearchIndex(tmp_path / "search")


@pytest.fixture
def products(session):
    return [make_product(name_vi=name) for name in NAMES]


@pytest.fixture
def goods(products):
    """The documents: tea, tea, silk, shrimp paste."""
    return [
        Document(product.id, name, story)
        for product, name, story in zip(products, NAMES, STORIES, strict=True)
    ]


@pytest.fixture
def numbers(engine, goods):
    """Ask the built engine, and give the positions of what it found."""
    engine.rebuild(goods)
    position = {each.product_id: at for at, each in enumerate(goods)}

    def ask(text, **options):
        return sorted(position[key] for key in engine.find(query_words(text), **options).found)

    return ask


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("trà", [0, 1]),  # by its other name too
        ("che", [0, 1]),
        ("trà sen", [0]),
        ("TRÀ  Sen", [0]),
        ("lua van phuc", [2]),
        ("đinh", [1]),
        ("dinh", [1]),
        ("hoà bình", [3]),
        ("hòa bình", [3]),
        ("ho\u0300a bi\u0300nh", [3]),  # each mark a letter of its own
        ("lùa", []),
        ("trà lụa", []),
        ("tép' | 'lụa", []),
    ],
)
def test_names_are_found_by_marks_without_and_by_other_names(numbers, text, found):
    assert numbers(text) == found


@pytest.mark.parametrize(
    ("text", "loosely"),
    [
        ("lùa", [2]),
        ("chẻ", [1]),  # as it looks, and by no other name of what looks so
        ("chề đình", [1]),
        ("trà sên", [0]),
        ("chè", []),  # what is found as typed is not told twice
        ("che", []),
        ("trá lụa", []),
    ],
)
def test_words_in_other_marks_are_told_apart(engine, goods, text, loosely):
    engine.rebuild(goods)

    hits = engine.find(query_words(text))

    assert hits.in_other_marks == {goods[at].product_id for at in loosely}
    assert not hits.found & hits.in_other_marks


def test_words_of_two_letters_keep_their_marks(engine, products):
    engine.rebuild([Document(products[0].id, "Bơ khô"), Document(products[1].id, "Bò khô")])

    hits = engine.find(query_words("bò khố"))

    assert (hits.found, hits.in_other_marks) == (frozenset(), {products[1].id})


@pytest.mark.parametrize(
    ("text", "found"),
    [("hien xi", [0]), ("t", [0, 1, 3]), ("vạn ph", [2]), ("vàn ph", []), ("đi", [1]), ("", [])],
)
def test_the_last_word_may_be_unfinished(numbers, text, found):
    assert numbers(text, last_is_beginning=True) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("hồ tây", [0]),
        ("ho tay", [0]),
        ("trà hồ tây", [0]),  # a word of the name, others of the story
        ("nước mắm", [3]),
        ('"nước mắm"', [3]),
        ('"nuoc mam"', [3]),
        ('"mắm nước"', []),
        ("sương lụa", []),
    ],
)
def test_stories_are_found_by_words_and_by_phrases(engine, goods, text, found):
    engine.rebuild(goods)
    query = read_query(text)

    told = engine.find_told(query.words, query.phrases)

    assert told == {goods[at].product_id for at in found}


def test_the_vocabulary_has_each_word_of_the_names_with_its_marks(engine, goods):
    engine.rebuild(goods)

    words = set(engine.vocabulary())

    assert {"trà", "sen", "chè", "lụa", "hòa"} <= words
    assert "sương" not in words


def test_products_are_changed_added_and_taken_out(engine, goods, numbers):
    tea, other = goods[0].product_id, goods[2].product_id

    for _ in range(2):  # a worker that died leaves it to the next
        engine.put([tea, other], [Document(tea, "Nụ vối", "của làng")])

    assert (numbers("nụ vối"), numbers("trà sen"), numbers("lụa")) == ([0], [], [])
    assert engine.find_told(query_words("làng")) == {tea}
    assert engine.find_told(query_words("hồ tây")) == set()
    assert engine.find(query_words("lụa")) == Hits(
        frozenset(), frozenset(each.product_id for each in goods if each.product_id != other)
    )


def test_building_again_forgets_what_is_gone(engine, goods, numbers):
    assert engine.rebuild(goods[1:]) == 3

    assert (numbers("trà sen"), numbers("chè")) == ([], [1])
    assert "sen" not in engine.vocabulary()
    assert engine.problem() is None


def test_what_breaks_off_changes_nothing(engine, goods, numbers):
    def broken():
        yield goods[2]
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        engine.rebuild(broken())

    assert numbers("trà") == [0, 1]


def test_before_the_first_build_the_engine_says_what_to_do(engine, products):
    assert engine.find(query_words("trà")) == Hits()
    assert engine.find_told(query_words("trà")) == frozenset()
    assert "flask search rebuild" in engine.problem()
