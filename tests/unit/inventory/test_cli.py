"""The check of the stock book from the command line."""

from sqlalchemy import update

from shop.inventory.models import Reservation, ReservationState, StockLevel
from shop.inventory.rules import StockLine
from shop.inventory.services import reserve
from tests.factories.catalog import make_variant
from tests.factories.inventory import make_stock


def verify(app):
    return app.test_cli_runner().invoke(args=["inventory", "verify"])


def test_a_book_that_is_right_is_said_to_be(app, session):
    pack = make_variant()
    make_stock(pack, 5)
    reserve([StockLine(pack.id, 2)], reference="CS-1")

    result = verify(app)

    assert result.exit_code == 0 and "equals the ledger" in result.output


def test_a_level_that_its_ledger_does_not_bear_out_is_named(app, session):
    level = make_stock(make_variant(), 5)
    session.execute(update(StockLevel).values(on_hand=6))
    session.commit()

    result = verify(app)

    assert result.exit_code == 1
    assert f"variant {level.variant_id} lot {level.lot_id}" in result.output
    assert "on_hand is 6, its rows sum to 5" in result.output
    assert "1 difference(s)" in result.output


def test_a_promise_that_no_row_bears_out_is_named(app, session):
    pack = make_variant()
    make_stock(pack, 5)
    reserve([StockLine(pack.id, 2)], reference="CS-1")
    session.execute(update(Reservation).values(state=ReservationState.RELEASED))
    session.commit()

    result = verify(app)

    assert result.exit_code == 1 and "reserved is 2, its rows sum to 0" in result.output
