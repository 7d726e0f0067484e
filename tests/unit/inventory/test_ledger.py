"""The ledger and its running totals, whatever is done in whatever order."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from shop.database import db
from shop.inventory import services
from shop.inventory.errors import NotEnoughFree, NothingMoves, OutOfStock
from shop.inventory.models import StockLevel, StockMovement
from shop.inventory.queries import differences
from shop.inventory.rules import StockLine
from tests.factories.catalog import make_variant
from tests.factories.places import make_sales_point
from tests.factories.traceability import make_lot

LOTS, PLACES = st.integers(0, 1), st.integers(0, 2)
UNITS = st.integers(1, 6)


class StockBook(RuleBasedStateMachine):
    """A pack of two lots in three places, beside a plain account of what should be there."""

    def __init__(self):
        super().__init__()
        self.pack = make_variant()
        producer = self.pack.product.producer
        self.lots = [make_lot(product=self.pack.product) for _ in range(2)]
        self.places = [
            services.store_room(producer),
            services.inspection_location(producer),
            services.point_location(producer, make_sales_point()),
        ]
        self.on_hand = {(lot, place): 0 for lot in range(2) for place in range(3)}
        self.held = []

    def free(self, lot, place):
        return self.on_hand[lot, place] - (self.promised(lot) if place == 0 else 0)

    def promised(self, lot):
        lot_id = self.lots[lot].id
        return sum(each.quantity for each in self.held if each.stock_level.lot_id == lot_id)

    @rule(lot=LOTS, place=PLACES, units=UNITS)
    def receive(self, lot, place, units):
        services.receive(self.places[place], self.pack, self.lots[lot], units, actor=None)
        self.on_hand[lot, place] += units

    @rule(lot=LOTS, place=PLACES, change=st.integers(-6, 6).filter(bool))
    def adjust(self, lot, place, change):
        fits = self.free(lot, place) + change >= 0
        try:
            services.adjust(
                self.places[place], self.pack, self.lots[lot], change, reason="Đếm", actor=None
            )
            self.on_hand[lot, place] += change
        except NotEnoughFree:
            assert not fits and change < 0
        else:
            assert fits or change > 0

    @rule(lot=LOTS, here=PLACES, there=PLACES, units=UNITS)
    def move(self, lot, here, there, units):
        fits = self.free(lot, here) >= units
        places = self.places[here], self.places[there]
        try:
            services.move(*places, self.pack, self.lots[lot], units, actor=None)
        except NothingMoves:
            assert here == there
        except NotEnoughFree:
            assert not fits
        else:
            assert fits
            self.on_hand[lot, here] -= units
            self.on_hand[lot, there] += units

    @rule(units=UNITS)
    def reserve(self, units):
        fits = self.free(0, 0) + self.free(1, 0) >= units
        try:
            self.held += services.reserve([StockLine(self.pack.id, units)], reference="CS-1")
        except OutOfStock as refused:
            assert not fits
            assert refused.shortages[0].free == self.free(0, 0) + self.free(1, 0)
        else:
            assert fits

    @precondition(lambda self: self.held)
    @rule(number=st.integers(0, 20))
    def release(self, number):
        promise = self.held.pop(number % len(self.held))
        services.release([promise, promise])
        services.release([promise])

    @precondition(lambda self: self.held)
    @rule(number=st.integers(0, 20))
    def take(self, number):
        promise = self.held.pop(number % len(self.held))
        lot = [each.id for each in self.lots].index(promise.stock_level.lot_id)
        services.take([promise], reference="CS-1", actor=None)
        self.on_hand[lot, 0] -= promise.quantity

    @precondition(lambda self: self.held)
    @rule(number=st.integers(0, 20), lot=LOTS)
    def swap(self, number, lot):
        place = number % len(self.held)
        promise = self.held[place]
        same = promise.stock_level.lot_id == self.lots[lot].id
        fits = self.free(lot, 0) + (promise.quantity if same else 0) >= promise.quantity
        try:
            [self.held[place]] = services.swap_lots([(promise, self.lots[lot])])
        except OutOfStock:
            assert not fits
        else:
            assert fits

    @invariant()
    def the_book_is_right(self):
        assert not list(differences())
        levels = db.session.scalars(select(StockLevel).filter_by(variant_id=self.pack.id)).all()
        lots = [lot.id for lot in self.lots]
        places = [place.id for place in self.places]
        book = {
            (lots.index(level.lot_id), places.index(level.location_id)): level for level in levels
        }
        for item, expected in self.on_hand.items():
            level = book.get(item)
            promised = self.promised(item[0]) if item[1] == 0 else 0
            assert (
                (level.on_hand, level.reserved) == (expected, promised) if level else not expected
            )


def test_the_running_totals_equal_the_ledger_and_the_promises_after_any_steps(session):
    run_state_machine_as_test(
        StockBook,
        settings=settings(
            max_examples=20,
            stateful_step_count=20,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert session.scalars(select(StockMovement.id)).first()
