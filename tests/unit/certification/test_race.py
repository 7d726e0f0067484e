"""Two officers at the very same moment, on a real database whose commits are seen by all."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from sqlalchemy import func, select, true

from shop import create_app
from shop.accounts.models import Role, User
from shop.catalog.models import Product
from shop.certification import decisions, services
from shop.certification.lists import RowRead
from shop.certification.models import Certificate, DecisionImport
from shop.certification.services import Decision
from shop.database import Base, db
from shop.errors import ShopError
from tests.factories.accounts import make_user
from tests.factories.catalog import make_product
from tests.postgres import empty_database
from tests.unit.certification.conftest import WORD

OFFICERS = 4


@pytest.fixture
def shop(database_url, worker_id, tmp_path):
    """A shop with an empty database of its own: what is committed here stays here."""
    with empty_database(f"shop_register_{worker_id}") as url:
        app = create_app({"DEMO": "1", "INSTANCE_PATH": str(tmp_path), "DATABASE_URL": url})
        with app.app_context():
            Base.metadata.create_all(db.engine)
            yield app
            db.session.remove()
            db.engine.dispose()


def at_once(shop, actions):
    db.session.rollback()
    gate = Barrier(len(actions))

    def run(action):
        with shop.app_context():
            gate.wait(timeout=30)
            try:
                return action()
            except ShopError as error:
                return error.code

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def count():
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Certificate))


def test_officers_who_record_at_once_record_one_certificate(shop):
    product_id, user_id = make_product().id, make_user(Role.OFFICER).id

    def record(number):
        def recording():
            services.record_certificate(
                db.session.get(Product, product_id),
                replace(WORD, decision_no=f"{number}/QĐ"),
                actor=db.session.get(User, user_id),
            )
            return "recorded"

        return recording

    said = at_once(shop, [record(number) for number in range(OFFICERS)])

    assert sorted(said) == ["certification.another_holds"] * (OFFICERS - 1) + ["recorded"]
    assert count() == 1


def test_a_list_entered_by_many_at_once_is_entered_once(shop):
    product, user = make_product(), make_user(Role.OFFICER)
    rows = [RowRead(2, product.name_vi, product.producer.name, 4)]
    told = Decision("1/QĐ", WORD.issued_on, WORD.issuer_level, WORD.issuer_name)
    known = decisions.directory(true())
    kept_id, user_id = services.keep(told, rows, "ds.csv", known, actor=user).id, user.id
    seen = decisions.fingerprint(decisions.plan(decisions.find(kept_id)))

    def enter():
        kept = db.session.get(DecisionImport, kept_id)
        return services.apply(kept, seen, actor=db.session.get(User, user_id))

    said = at_once(shop, [enter] * OFFICERS)

    assert sorted(said) == [0] * (OFFICERS - 1) + [1]
    assert count() == 1
