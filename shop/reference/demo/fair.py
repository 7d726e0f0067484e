"""A trade week that is always running: yesterday to three days from now."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from shop.catalog.models import Product, ProductGroup
from shop.certification import queries
from shop.database import Origin
from shop.lib import clock
from shop.places.models import Commune, PositionPrecision
from shop.producers.models import Producer
from shop.reference.checks import HANOI
from shop.reference.demo import seed
from shop.reference.demo.shelf import goods
from shop.reference.sync import Tally, Values, sync
from shop.trade_weeks.models import Booth, BoothStatus, DatePrecision, Hall, TradeWeek, Zone

FAIR_CODE = "demo-tuan-hang-thong-nhat"
SLUG = "tuan-hang-ocop-cong-vien-thong-nhat"
NAME_VI = "Tuần hàng OCOP, Công viên Thống Nhất (minh họa)"
NAME_EN = "OCOP trade week, Thống Nhất Park (demonstration)"
ABOUT_VI = (
    "Năm ngày gặp người làm ra món quê: nếm thử, hỏi chuyện, mua tại gian hoặc đặt giao tận nhà. "
    "Đây là tuần hàng minh họa của bản trình diễn."
)
ABOUT_EN = (
    "Five days to meet the makers: taste, ask, buy at the booth or have it delivered. "
    "This trade week is made up for the demonstration."
)
LAT, LNG = 21.0160, 105.8430
BEFORE_DAYS, AFTER_DAYS = 1, 3
HALL_WIDTH_M, HALL_DEPTH_M = 60.0, 40.0
BOOTH_M = 3.0
BOOTHS_PER_ZONE, PER_ROW = 16, 8
PER_PROVINCE = 4  # two subsidised booths that a province is given, and two that it pays for
HELD_DAYS = 2
NORTH_BELOW = "38"  # province codes run from north to south

CRAFT = {ProductGroup.HANDICRAFT, ProductGroup.ORNAMENTAL}
Wanted = Callable[[Producer, set[ProductGroup]], bool]


@dataclass(frozen=True)
class ZonePlan:
    letter: str
    name_vi: str
    name_en: str
    x_m: float
    y_m: float
    wanted: Wanted


def _guest(least: str, below: str) -> Wanted:
    return lambda producer, _: (
        producer.province_code != HANOI and least <= (producer.province_code or "") < below
    )


# Two columns of blocks, each two rows back to back, aisles of three metres and more.
ZONES = (
    ZonePlan("A", "Nơi đăng cai: trung tâm Hà Nội", "Hosts: central Hà Nội", 3, 3,
             lambda producer, groups: producer.province_code == HANOI and not groups & CRAFT),
    ZonePlan("B", "Xã, phường của Hà Nội", "Communes and wards of Hà Nội", 33, 3,
             lambda producer, groups: producer.province_code == HANOI and not groups & CRAFT),
    ZonePlan("C", "Tỉnh, thành bạn: miền Bắc", "Guests from the north", 3, 12,
             _guest("02", NORTH_BELOW)),
    ZonePlan("D", "Tỉnh, thành bạn: miền Trung, miền Nam", "Guests from the centre and south",
             33, 12, _guest(NORTH_BELOW, "99")),
    ZonePlan("E", "Đặc sản các vùng", "Specialities from everywhere", 3, 21, _guest("02", "99")),
    ZonePlan("F", "Nghệ nhân làm tại chỗ", "Makers at work", 33, 21,
             lambda producer, groups: producer.province_code == HANOI and bool(groups & CRAFT)),
    ZonePlan("G", "Ăn thử, uống thử", "Tasting", 3, 30,
             lambda _, groups: not groups & CRAFT),
)  # fmt: skip


def load_fair(session: Session) -> Tally:
    """Plan the trade week and give its booths to real producers with valid certificates."""
    today = clock.today()
    commune = session.scalar(
        select(Commune.code).where(
            Commune.province_code == HANOI, Commune.name.like("%Hai Bà Trưng")
        )
    )
    week: Values = {
        "code": FAIR_CODE,
        "name_vi": NAME_VI,
        "name_en": NAME_EN,
        "start_on": today - timedelta(days=BEFORE_DAYS),
        "end_on": today + timedelta(days=AFTER_DAYS),
        "date_precision": DatePrecision.DAY,
        "hours": "08:30–21:00",
        "venue": "Công viên Thống Nhất",
        "address": "354A Lê Duẩn",
        "about_vi": ABOUT_VI,
        "about_en": ABOUT_EN,
        "province_code": HANOI,
        "commune_code": commune,
        "lat": LAT,
        "lng": LNG,
        "position_precision": PositionPrecision.COMMUNE,
        "origin": Origin.DEMO,
    }
    made = sync(
        session, TradeWeek, ("code",), [week], initial={(FAIR_CODE,): {"slug": SLUG}},
        origin=Origin.DEMO,
    )  # fmt: skip
    week_id = made.ids[FAIR_CODE,]
    hall = {
        "trade_week_id": week_id,
        "name_vi": "Nhà bạt chính",
        "name_en": "Main tent",
        "width_m": HALL_WIDTH_M,
        "depth_m": HALL_DEPTH_M,
        "position": 0,
    }
    hall_id = sync(session, Hall, ("trade_week_id", "name_vi"), [hall]).ids[
        week_id, "Nhà bạt chính"
    ]
    zones = sync(session, Zone, ("hall_id", "letter"), list(_zones(hall_id))).ids
    tally = _load_booths(
        session, week_id, {plan.letter: zones[hall_id, plan.letter] for plan in ZONES}
    )
    tally.changed += made.tally.changed
    return tally


def _zones(hall_id: int) -> Iterator[Values]:
    for position, plan in enumerate(ZONES):
        yield {
            "hall_id": hall_id,
            "letter": plan.letter,
            "name_vi": plan.name_vi,
            "name_en": plan.name_en,
            "position": position,
        }


def _load_booths(session: Session, week_id: int, zone_ids: dict[str, int]) -> Tally:
    rows, initial = [], {}
    guests = _exhibitors(session)
    for number in range(BOOTHS_PER_ZONE):
        for plan in ZONES:  # in turn, so that no zone stands empty
            row = {
                "trade_week_id": week_id,
                "zone_id": zone_ids[plan.letter],
                "number": f"{plan.letter}{number + 1:02}",
                "x_m": plan.x_m + number % PER_ROW * BOOTH_M,
                "y_m": plan.y_m + number // PER_ROW * BOOTH_M,
                "width_m": BOOTH_M,
                "depth_m": BOOTH_M,
            }
            rows.append(row)
            initial[week_id, row["number"]] = _holder(plan, number, guests)
    tally = sync(session, Booth, ("trade_week_id", "number"), rows, initial=initial).tally
    session.execute(
        update(Booth)
        .where(
            Booth.trade_week_id == week_id,
            Booth.status == BoothStatus.HELD,
            Booth.held_until < clock.now(),
        )
        .values(held_until=clock.now() + timedelta(days=HELD_DAYS))
    )
    return tally


class Exhibitors:
    """Producers in the order in which they are given booths, each at most one."""

    def __init__(self, producers: list[tuple[Producer, set[ProductGroup], str]]) -> None:
        self._waiting = producers
        self._by_province: Counter[str | None] = Counter()

    def take(self, wanted: Wanted) -> tuple[Producer, str] | None:
        for at, (producer, groups, best) in enumerate(self._waiting):
            province = producer.province_code
            full = province != HANOI and self._by_province[province] >= PER_PROVINCE
            if wanted(producer, groups) and not full:
                del self._waiting[at]
                self._by_province[province] += 1
                return producer, best
        return None


def _exhibitors(session: Session) -> Exhibitors:
    today = clock.today()
    by_producer: dict[int, list[Product]] = {}
    for product, _ in goods(session):
        assert product.producer_id
        by_producer.setdefault(product.producer_id, []).append(product)
    products = [product for each in by_producer.values() for product in each]
    # Every exhibitor needs a certificate that holds through the last day.
    valid = queries.certificates_on(
        today + timedelta(days=AFTER_DAYS), [product.id for product in products]
    )
    ranked = []
    for own in by_producer.values():
        certified = [product for product in own if product.id in valid]
        if certified:
            best = max(certified, key=lambda product: valid[product.id].stars)
            assert best.producer
            ranked.append(
                (-valid[best.id].stars, best.producer.code or "", best.producer,
                 {product.product_group for product in certified}, best.name_vi)
            )  # fmt: skip
    ranked.sort(key=lambda each: each[:2])
    return Exhibitors([each[2:] for each in ranked])


def _holder(plan: ZonePlan, number: int, guests: Exhibitors) -> Values:
    """Return who has a booth: some are kept free and some held, as in real halls."""
    chance = seed.number(1, 16, FAIR_CODE, plan.letter, number)
    found = guests.take(plan.wanted) if chance > 2 else None
    if found:
        producer, best = found
        here = seed.number(1, 5, producer.code, "checked in") > 1
        hour = seed.number(9, 18, producer.code, "tasting")
        tastes = plan.letter != "F" and seed.number(1, 3, producer.code, "tastes") == 1
        return {
            "status": BoothStatus.CHECKED_IN if here else BoothStatus.ASSIGNED,
            "producer_id": producer.id,
            "tasting_vi": f"Mời thử {best} lúc {hour}:00"[:200] if tastes else None,
            "tasting_en": f"Taste {best} at {hour}:00"[:200] if tastes else None,
        }
    if chance % 4 == 1:
        return {
            "status": BoothStatus.HELD,
            "held_until": clock.now() + timedelta(days=HELD_DAYS),
        }
    return {"status": BoothStatus.OPEN_FOR_APPLICATION}
