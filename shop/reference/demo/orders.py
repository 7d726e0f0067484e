"""Sample orders: what buyers, makers and the office find under way when they first look."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.accounts.models import Role, User
from shop.catalog.models import ProductVariant
from shop.certification.queries import certificate_on
from shop.delivery.rules import quote
from shop.lib import clock
from shop.orders import services
from shop.orders.models import Order, Purchase
from shop.orders.rules import Contact
from shop.orders.services import Parcel, Ware
from shop.payments import services as payments
from shop.payments.models import PaymentMethod
from shop.producers.models import Producer
from shop.reference.demo.people import user_of
from shop.reference.sync import Tally

STEPS = ("accept", "pack", "ship", "deliver")
# From placing to each step, when all goes well.
LATER = tuple(timedelta(minutes=minutes) for minutes in (0, 35, 180, 420, 1740))
CARRIER = "Bưu điện"


@dataclass(frozen=True)
class Sample:
    """A purchase that somebody made some days ago."""

    days_ago: int
    at: time  # by the Vietnamese clock
    goods: tuple[tuple[str, int], ...]  # SKU and units
    name: str
    phone: str  # E.164
    commune_code: str
    street: str
    steps: int = 0  # how many of STEPS its first order has taken
    is_own: bool = False  # by the demonstration's buyer


TEA_50, TEA_100, TEA_BOX = (f"tra-sen-hien-xiem-{number}" for number in (1, 2, 3))
BOWLS = "bo-bat-dia-gom-su-hoa-sen-do-1"
SAMPLES = (
    Sample(1, time(21, 40), ((TEA_100, 2),), "Trần Thị Mai", "+84912000101", "00004", "8 Hàng Bún"),
    Sample(1, time(19, 5), ((TEA_50, 1), (BOWLS, 1)), "Nguyễn Thu Hạnh", "+84912000102", "00070",
           "21 Tràng Tiền", is_own=True),
    Sample(1, time(8, 15), ((TEA_50, 3),), "Lê Văn Tám", "+84912000103", "00004", "5 Yên Phụ", 1),
    Sample(2, time(9, 30), ((TEA_BOX, 1),), "Phạm Thị Lan", "+84912000104", "00070", "3 Hàng Bài",
           2),
    Sample(2, time(7, 50), ((TEA_50, 2),), "Hoàng Minh", "+84912000105", "00004", "40 Quán Thánh",
           3),
    Sample(5, time(14, 20), ((TEA_100, 1), (TEA_50, 2)), "Nguyễn Thu Hạnh", "+84912000102",
           "00070", "21 Tràng Tiền", 4, is_own=True),
    Sample(6, time(10, 0), ((TEA_BOX, 2),), "Đặng Thị Thảo", "+84912000106", "00004",
           "17 Phan Đình Phùng", 4),
)  # fmt: skip


def load_orders(session: Session) -> Tally:
    """Place the sample orders once; later loads move them along with the days."""
    tally = Tally()
    buyer, maker = user_of(session, Role.CONSUMER), user_of(session, Role.PRODUCER)
    for number, sample in enumerate(SAMPLES, start=1):
        token = f"demo-{number}"
        purchase = session.scalar(select(Purchase).filter_by(checkout_token=token))
        if purchase is None:
            purchase = _place(session, sample, token, buyer)
            for step in STEPS[: sample.steps]:
                _take(purchase.orders[0], step, maker)
            session.flush()
            _date(session, purchase, sample)
            tally.added += 1
        elif _move(session, purchase, sample):
            tally.changed += 1
        else:
            tally.same += 1
    return tally


def _place(session: Session, sample: Sample, token: str, buyer: User) -> Purchase:
    wares: dict[Producer, list[Ware]] = {}
    for sku, quantity in sample.goods:
        pack = session.scalars(select(ProductVariant).filter_by(sku=sku)).one()
        producer = pack.product.producer
        assert producer
        certificate = certificate_on(clock.today(), pack.product_id)
        wares.setdefault(producer, []).append(Ware(pack, quantity, certificate))
    purchase = services.place(
        [Parcel(producer, goods, _fee_vnd(goods)) for producer, goods in wares.items()],
        Contact(sample.name, sample.phone, sample.commune_code, sample.street),
        checkout_token=token,
        user=buyer if sample.is_own else None,
        locale="vi",
    )
    for order in purchase.orders:
        payments.begin(order, PaymentMethod.COD)
    return purchase


def _fee_vnd(goods: list[Ware]) -> int:
    weight_g = sum(ware.variant.weight_g * ware.quantity for ware in goods)
    return quote(weight_g, same_province=True).fee_vnd


def _take(order: Order, step: str, maker: User) -> None:
    match step:
        case "accept":
            services.accept(order, actor=maker)
        case "pack":
            services.pack(order, actor=maker)
        case "ship":
            services.ship(order, CARRIER, None, actor=maker)
        case "deliver":
            services.deliver(order, actor=maker)
            payments.follow_order(order)


def _date(session: Session, purchase: Purchase, sample: Sample) -> None:
    """Let a purchase that was just made have been made on its day."""
    day = clock.today() - timedelta(days=sample.days_ago)
    placed_at = datetime.combine(day, sample.at, clock.VIETNAM)
    for row, name in _instants(session, purchase):
        setattr(row, name, placed_at)
    for order in purchase.orders:
        for change, later in zip(order.history, LATER, strict=False):
            change.at = placed_at + later
        for shipment in order.shipments:
            shipment.shipped_at = placed_at + LATER[STEPS.index("ship") + 1]


def _move(session: Session, purchase: Purchase, sample: Sample) -> bool:
    """Bring a purchase to the same distance from today; say whether it was elsewhere."""
    wanted = clock.today() - timedelta(days=sample.days_ago)
    by = wanted - clock.day_of(purchase.placed_at)
    for row, name in _instants(session, purchase) if by else ():
        setattr(row, name, getattr(row, name) + by)
    return bool(by)


def _instants(session: Session, purchase: Purchase) -> Iterator[tuple[object, str]]:
    """Give every instant that belongs to a purchase, by its row and column."""
    session.refresh(purchase, ["orders"])
    yield purchase, "placed_at"
    for order in purchase.orders:
        session.refresh(order, ["history", "shipments"])
        yield order, "placed_at"
        yield from ((change, "at") for change in order.history)
        yield from ((shipment, "shipped_at") for shipment in order.shipments)
