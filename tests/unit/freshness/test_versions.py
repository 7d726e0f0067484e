from threading import Thread

import pytest
from sqlalchemy import insert, text, update

from shop import freshness
from shop.catalog.models import Product, ProductVariant
from shop.database import Base, db, transaction
from shop.freshness import queries, rules, services
from shop.freshness.cli import cli
from shop.freshness.models import ShelfChange
from shop.freshness.rules import ELSEWHERE, MOST_NAMED, NAMED_BY_STATEMENT, OF_A_PRODUCT, UNSHOWN
from shop.inventory import services as inventory
from shop.inventory.rules import StockLine
from shop.jobs import enqueue
from shop.lib import clock
from shop.places.models import Province
from shop.producers.models import ProducerStatus
from tests.factories.cart import make_cart
from tests.factories.catalog import make_product, make_variant
from tests.factories.inventory import make_stock


@pytest.fixture
def changes(session):
    """What changed since this was last asked: product ids, None for everything, False for no."""
    known = freshness.shelf_version()

    def since():
        nonlocal known
        before, known = known, freshness.shelf_version()
        return freshness.changed_products(before, known) if known > before else False

    return since


def test_a_row_of_a_product_names_it(session, changes):
    pack = make_variant()
    changes()

    with transaction():
        pack.price_vnd += 1000

    assert changes() == {pack.product_id}


def test_a_product_itself_is_named_when_new_and_when_renamed(session, changes):
    other = make_product()
    changes()

    product = make_product(producer=other.producer)
    assert changes() == {product.id}
    with transaction():
        product.name_vi = "Trà khác"
    assert changes() == {product.id}


def test_a_row_that_moves_names_both_products(session, changes):
    pack, other = make_variant(), make_product()
    before = pack.product_id
    changes()

    with transaction():
        assert pack.product_id == before
        pack.product_id = other.id
    assert changes() == {before, other.id}

    session.expire_all()
    with transaction():
        pack.product_id = before  # where it was, nobody has read
    assert changes() is None


def test_what_no_page_shows_changes_nothing(session, changes):
    pack = make_variant()
    changes()
    with transaction():
        enqueue("inventory.release_lapsed", run_at=clock.now())
    make_cart((pack, 1))

    assert changes() is False


@pytest.mark.parametrize("step", ["reserve", "release", "take", "receive", "adjust"])
def test_a_stock_step_names_the_product(session, changes, step):
    pack = make_variant()
    level = make_stock(pack, 10)
    held = inventory.reserve([StockLine(pack.id, 2)], reference="TEST")
    changes()

    match step:
        case "reserve":
            inventory.reserve([StockLine(pack.id, 1)], reference="MORE")
        case "release":
            inventory.release(held)
        case "take":
            inventory.take(held, reference="TEST", actor=None)
        case "receive":
            inventory.receive(level.location, pack, level.lot, 1, actor=None)
        case "adjust":
            inventory.adjust(level.location, pack, level.lot, -1, reason="Vỡ", actor=None)

    assert changes() == {pack.product_id}


def test_a_bulk_write_that_names_nothing_is_everything(session, changes):
    pack, named = make_variant(), make_variant()
    changes()

    with transaction() as inside:
        named.price_vnd += 1
        inside.execute(
            update(ProductVariant).where(ProductVariant.id == pack.id).values(price_vnd=5)
        )

    assert changes() is None


def test_statements_may_say_whose_they_are(session, changes):
    pack = make_variant()
    changes()

    with transaction() as inside:
        inside.execute(
            update(ProductVariant).where(ProductVariant.id == pack.id).values(price_vnd=5),
            execution_options=freshness.about(pack.product_id),
        )

    assert changes() == {pack.product_id}


def test_a_maker_or_a_place_is_everything(session, changes):
    product = make_product()
    changes()

    with transaction():
        product.producer.status = ProducerStatus.SUSPENDED
    assert changes() is None
    with transaction() as inside:
        inside.execute(insert(Province).values(code="98", name="Tỉnh Thử"))
    assert changes() is None


def test_plain_text_is_read_too(session, changes):
    make_product()
    changes()

    with transaction() as inside:
        inside.execute(text("UPDATE products SET name_vi = 'Khác'"))

    assert changes() is None


def test_what_is_shown_elsewhere_makes_pages_stale_and_no_list(session, changes):
    with transaction() as inside:
        inside.execute(text("DELETE FROM booths"))

    assert changes() == set()


def test_what_was_undone_changes_nothing(session, changes):
    pack = make_variant()
    changes()

    with pytest.raises(ValueError), transaction() as inside:
        pack.price_vnd += 1000
        inside.flush()
        raise ValueError

    assert changes() is False


def test_a_nested_block_adds_to_the_one_change(session, changes):
    one, other = make_variant(), make_variant()
    changes()
    before = freshness.shelf_version()

    with transaction():
        one.price_vnd += 1
        with transaction():
            other.price_vnd += 1

    assert freshness.shelf_version() == before + 1
    assert changes() == {one.product_id, other.product_id}


def test_very_many_products_are_everything(session, changes, monkeypatch):
    monkeypatch.setattr(rules, "MOST_NAMED", 1)
    one, other = make_variant(), make_variant()
    changes()

    with transaction():
        one.price_vnd += 1
        other.price_vnd += 1

    assert changes() is None
    assert MOST_NAMED > 100


def test_old_changes_are_forgotten_and_who_is_behind_reads_everything(session, monkeypatch):
    monkeypatch.setattr(queries, "CHANGES_KEPT", 5)
    monkeypatch.setattr(services, "CHANGES_KEPT", 5)
    monkeypatch.setattr(services, "PRUNED_EVERY", 1)
    pack = make_variant()
    known = freshness.shelf_version()
    for _ in range(7):
        with transaction():
            pack.price_vnd += 1

    present = freshness.shelf_version()
    assert freshness.changed_products(known, present) is None
    assert freshness.changed_products(present - 5, present) == {pack.product_id}
    assert freshness.changed_products(present + 1, present) is None  # another database
    assert session.query(ShelfChange).count() <= 5


def test_our_own_unfinished_changes_are_known(session):
    pack = make_variant()

    with transaction() as inside:
        assert not freshness.has_own_changes()
        pack.price_vnd += 1
        inside.flush()
        assert freshness.has_own_changes()
    assert not freshness.has_own_changes()


def test_an_operator_makes_everything_stale(app, session, changes):
    result = app.test_cli_runner().invoke(cli, ["bump"])

    assert result.exit_code == 0
    assert changes() is None


def test_the_tables_that_are_named_exist_once():
    named = [*UNSHOWN - {"alembic_version"}, *ELSEWHERE, *OF_A_PRODUCT, *NAMED_BY_STATEMENT]

    assert len(named) == len(set(named))
    assert set(named) <= set(Base.metadata.tables)


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("SELECT 1", None),
        ("  select * from products FOR UPDATE", None),
        ("SAVEPOINT x", None),
        ('INSERT INTO "products" (id) VALUES (1)', "products"),
        ("update Products set id = 1", "products"),
        ("DELETE FROM lots", "lots"),
        ("WITH x AS (SELECT 1) DELETE FROM lots", rules.UNKNOWN),
        ("TRUNCATE lots", rules.UNKNOWN),
        ("COPY lots FROM STDIN", rules.UNKNOWN),
    ],
)
def test_a_statement_tells_what_it_writes(statement, table):
    assert rules.written_table(statement) == table


def test_each_of_many_writers_at_once_has_a_version_of_its_own(committed):
    """Read in the order of commits, the number only grows and none is missing."""
    with committed.app_context():
        keys = [make_variant().id for _ in range(4)]
        before = freshness.shelf_version()
        db.session.remove()

    def write(key):
        with committed.app_context():
            for _ in range(10):
                with transaction() as inside:
                    inside.get_one(ProductVariant, key).price_vnd += 1
            db.session.remove()

    writers = [Thread(target=write, args=[key]) for key in keys]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    with committed.app_context():
        after = freshness.shelf_version()
        rows = db.session.query(ShelfChange).filter(ShelfChange.version > before).all()
        products = {row.product_id for row in rows}
        db.session.remove()
    assert after == before + 40
    assert sorted(row.version for row in rows) == list(range(before + 1, after + 1))
    assert len(products) == 4
    assert Product.__tablename__ in OF_A_PRODUCT
