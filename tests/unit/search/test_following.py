"""No change of a word by which products are found goes past the index."""

import pytest
from sqlalchemy import Enum, String, Text, delete, select, update

from shop import freshness
from shop.catalog.models import FactKind, ListingStatus, Product, ProductFact, ProductGroup
from shop.database import transaction
from shop.jobs import services as queue
from shop.jobs.models import Job
from shop.producers.models import CraftVillage, Producer
from shop.search import services
from shop.search.documents import documents
from shop.search.following import FOLLOWED
from shop.search.rules import Filters
from tests.factories import save
from tests.factories.catalog import make_criteria_set, make_product
from tests.factories.places import make_commune
from tests.factories.producers import make_producer, make_village

OTHER = {
    (Product, "product_group"): lambda: ProductGroup.HANDICRAFT,
    (Product, "listing_status"): lambda: ListingStatus.UNPUBLISHED,
    (Product, "criteria_set_no"): lambda: make_criteria_set(13).no,
    (Producer, "commune_code"): lambda: make_commune("00613", "Phường Tây Tựu").code,
    (ProductFact, "kind"): lambda: FactKind.MATERIAL,
}


def holds_words(column):
    is_text = isinstance(column.type, String | Text) and not isinstance(column.type, Enum)
    return is_text and not column.foreign_keys


COLUMNS = [
    (kind, column.key)
    for kind in (Product, Producer, CraftVillage, ProductFact)
    for column in kind.__table__.columns
    if (kind, column.key) in OTHER or holds_words(column)
]


@pytest.fixture
def product(session):
    village = make_village(story_vi="làng cổ")
    maker = make_producer(craft_village_id=village.id)
    product = make_product(producer=maker)
    save(ProductFact(product_id=product.id, kind=FactKind.STORAGE, value="nơi khô ráo"))
    return product


def queued(session):
    jobs = session.execute(
        select(Job.name, Job.arguments).where(Job.name.startswith("search.")).order_by(Job.id)
    )
    return [(name, arguments) for name, arguments in jobs]


def row_of(product, kind):
    return {
        Product: product,
        Producer: product.producer,
        CraftVillage: product.producer.craft_village,
        ProductFact: product.facts[0],
    }[kind]


@pytest.mark.parametrize(("kind", "name"), COLUMNS, ids=[f"{k.__name__}.{n}" for k, n in COLUMNS])
def test_whatever_column_changes_the_words_queues_the_product(product, session, kind, name):
    value = OTHER.get((kind, name), lambda: "khác hẳn")()
    before = list(documents())

    with transaction():
        setattr(row_of(product, kind), name, value)

    if list(documents()) != before:
        assert queued(session) == [("search.index_products", {"product_ids": [product.id]})]


def test_the_columns_that_are_followed_are_there():
    for kind, names in FOLLOWED.items():
        assert names <= {column.key for column in kind.__table__.columns}, kind


def test_what_says_nothing_of_the_words_queues_nothing(product, session):
    with transaction():
        product.unit_hint = "hộp"
        product.name_vi = str(product.name_vi)  # as it was

    assert queued(session) == []


def test_new_and_deleted_rows_queue_their_product(product, session):
    with transaction():
        session.add(ProductFact(product_id=product.id, kind=FactKind.INGREDIENTS, value="sen"))
    with transaction():
        session.delete(product.facts[0])

    assert queued(session) == [("search.index_products", {"product_ids": [product.id]})] * 2


def test_a_makers_new_name_queues_all_that_it_makes(product, session):
    other = make_product(producer=product.producer)

    with transaction():
        product.producer.name = "Hợp tác xã mới"

    assert queued(session) == [("search.index_products", {"product_ids": [product.id, other.id]})]


@pytest.mark.parametrize(
    "statement",
    [
        update(Producer).values(name="Tên mới"),
        update(Product).values(listing_status=ListingStatus.TAKEN_DOWN),
        delete(ProductFact),
    ],
    ids=["update", "take down", "delete"],
)
def test_a_statement_that_names_no_rows_queues_one_build(product, session, statement):
    with transaction():
        for _ in range(3):
            session.execute(statement)

    assert queued(session) == [("search.rebuild", {})]


def test_a_place_of_another_name_queues_a_build(product, session):
    with transaction():
        product.producer.commune.name = "Phường Khác"

    assert queued(session) == [("search.rebuild", {})]


def test_what_is_undone_queues_nothing(product, session):
    with pytest.raises(RuntimeError), transaction():
        product.name_vi = "Nụ vối"
        session.flush()
        raise RuntimeError

    assert queued(session) == []


def test_after_the_job_the_new_name_is_found_and_the_old_one_is_not(product, session, index):
    services.rebuild()
    old = product.name_vi
    with transaction():
        product.name_vi = "Nụ vối"

    while queue.run_next():
        pass

    assert [each.id for each in services.search(Filters(q="nụ vối")).products] == [product.id]
    assert services.search(Filters(q=old)).products == []


def test_pages_that_were_made_by_former_words_are_not_kept(product, session, index):
    services.rebuild()
    before = freshness.shelf_version()

    services.index_products([product.id])

    assert freshness.shelf_version() > before
    assert freshness.changed_products(before, freshness.shelf_version()) == {product.id}
