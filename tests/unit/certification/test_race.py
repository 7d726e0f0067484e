"""Two officers at the very same moment, on a real database whose commits are seen by all."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select, true

from shop.accounts.models import Role, User
from shop.catalog.models import Product
from shop.certification import decisions, services
from shop.certification.lists import RowRead
from shop.certification.models import Certificate, DecisionImport
from shop.certification.services import Decision
from shop.database import db
from tests.factories.accounts import make_user
from tests.factories.catalog import make_product
from tests.races import at_once, shop_of_its_own
from tests.unit.certification.conftest import WORD

OFFICERS = 4


@pytest.fixture
def shop(database_url, worker_id, tmp_path):
    # `database_url` is asked for only to run on each database that the run has.
    with shop_of_its_own(f"shop_register_{worker_id}", tmp_path) as app:
        yield app


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
