"""Trade weeks, halls and booths of tests."""

from datetime import timedelta

from shop.database import Origin
from shop.lib import clock
from shop.trade_weeks.models import Booth, BoothStatus, Hall, TradeWeek, Zone
from tests.factories import numbers, save


def make_trade_week(**overrides):
    number = next(numbers)
    defaults = {
        "slug": f"tuan-hang-{number}",
        "name_vi": f"Tuần hàng {number}",
        "start_on": clock.today() - timedelta(days=1),
        "end_on": clock.today() + timedelta(days=3),
        "origin": Origin.REFERENCE,
        "source": "https://example.vn/tuan-hang",
    }
    return save(TradeWeek(**defaults | overrides))


def make_zone(**overrides):
    week = overrides.pop("trade_week", None) or make_trade_week()
    hall = Hall(trade_week=week, name_vi="Nhà chính", width_m=60, depth_m=40)
    defaults = {"hall": hall, "letter": "A", "name_vi": "Chủ nhà"}
    return save(Zone(**defaults | overrides))


def make_booth(**overrides):
    number = next(numbers)
    defaults = {
        "number": f"A{number:03}",
        "x_m": 3.0 * (number % 8),
        "y_m": 3.0 * (number // 8),
        "width_m": 3.0,
        "depth_m": 3.0,
        "status": BoothStatus.OPEN_FOR_APPLICATION,
    }
    zone = overrides.pop("zone", None) or make_zone()
    if overrides.get("producer"):
        defaults["status"] = BoothStatus.ASSIGNED
    trade_week_id = zone.hall.trade_week_id
    return save(Booth(zone=zone, trade_week_id=trade_week_id, **defaults | overrides))
