"""Synthetic producers and products in any number, for measuring speed."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from shop.catalog.models import CriteriaSet, ListingStatus, NetUnit, Product, ProductVariant
from shop.certification.models import Certificate, CertificateStatus, IssuerLevel
from shop.certification.rules import expiry_of
from shop.database import Base, Origin
from shop.inventory.models import (
    LocationKind,
    MovementKind,
    StockLevel,
    StockLocation,
    StockMovement,
)
from shop.lib import clock
from shop.places.models import Commune, PositionPrecision
from shop.producers.models import Producer, ProducerStatus
from shop.reference.demo import seed
from shop.reference.demo.lots import lot_code
from shop.reference.demo.stock import REFERENCE
from shop.reference.load_register import public_code
from shop.reference.sync import BATCH, Tally, Values
from shop.traceability.models import Lot, LotStatus

PRODUCTS_PER_PRODUCER = 10
CERTIFIED_OF_TEN = 7
LAST_SET_IN_PACKS = 25
GOODS = ("Chè", "Trà sen", "Miến dong", "Mật ong", "Nước mắm", "Bánh chưng", "Gạo nếp", "Cốm",
         "Giò lụa", "Mắm tép", "Tương", "Rượu nếp", "Khăn lụa", "Bát gốm", "Nấm hương", "Bưởi",
         "Cam", "Măng khô", "Tinh bột nghệ", "Kẹo lạc")  # fmt: skip
MANNERS = ("ướp hương", "rừng", "vườn nhà", "loại một", "nguyên chất", "sấy lạnh", "hộp quà",
           "mùa mới", "truyền thống", "hữu cơ")  # fmt: skip


def load_synthetic(session: Session, count: int) -> Tally:
    """Add synthetic products up to a number, each with a pack, a lot and stock."""
    known = set(session.scalars(select(Product.code).where(Product.code.like("p-thu-%"))))
    numbers = [n for n in range(1, count + 1) if _code(n) not in known]
    communes = list(
        session.execute(select(Commune.code, Commune.province_code, Commune.lat, Commune.lng))
    )
    producers = _load_producers(session, numbers, communes)
    sets = {each.no: each for each in session.scalars(select(CriteriaSet))}
    _insert(session, Product, (_product(n, producers, sets) for n in numbers))
    products = _ids(session, Product, "code")
    _insert(session, ProductVariant, (_variant(n, products[_code(n)]) for n in numbers))
    _insert(session, Lot, (_lot(n, products[_code(n)]) for n in numbers))
    _insert(
        session,
        Certificate,
        (
            _certificate(n, products[_code(n)])
            for n in numbers
            if seed.number(1, 10, n, "certified") <= CERTIFIED_OF_TEN
        ),
    )
    _load_stock(session, numbers, producers)
    return Tally(added=len(numbers), same=count - len(numbers))


def _code(number: int) -> str:
    return f"p-thu-{number:06}"


def _producer_code(number: int) -> str:
    return f"thu-{(number - 1) // PRODUCTS_PER_PRODUCER + 1:05}"


def _load_producers(session: Session, numbers: list[int], communes: list) -> dict[str, int]:
    known = set(session.scalars(select(Producer.code)))
    codes = [code for code in dict.fromkeys(map(_producer_code, numbers)) if code not in known]

    def rows() -> Iterator[Values]:
        for code in codes:
            commune, province, lat, lng = seed.pick(communes, code)
            yield {
                "code": code,
                "slug": code,
                "name": f"Hợp tác xã thử nghiệm {code.removeprefix('thu-')}",
                "status": ProducerStatus.OPEN,
                "has_demo_account": True,
                "opened_at": clock.now(),
                "province_code": province,
                "commune_code": commune,
                "lat": lat,
                "lng": lng,
                "position_precision": PositionPrecision.COMMUNE,
                "origin": Origin.DEMO,
            }

    _insert(session, Producer, rows())
    ids = _ids(session, Producer, "code")
    _insert(
        session,
        StockLocation,
        (
            {"producer_id": ids[code], "kind": LocationKind.STORE_ROOM, "name": "Kho"}
            for code in codes
        ),
    )
    return ids


def _product(number: int, producers: dict[str, int], sets: dict[int, CriteriaSet]) -> Values:
    code = _code(number)
    kind = sets[seed.number(1, LAST_SET_IN_PACKS, code, "set")]
    name = f"{seed.pick(GOODS, code)} {seed.pick(MANNERS, code, 'manner')} {number}"
    return {
        "code": code,
        "slug": code.removeprefix("p-"),
        "name_vi": name,
        "producer_id": producers[_producer_code(number)],
        "product_group": kind.product_group,
        "criteria_set_no": kind.no,
        "is_potential_five_star": False,
        "listing_status": ListingStatus.PUBLISHED,
        "origin": Origin.DEMO,
    }


def _variant(number: int, product_id: int) -> Values:
    grams = seed.pick((100, 250, 500, 1000), number, "grams")
    return {
        "product_id": product_id,
        "sku": f"thu-{number:06}-1",
        "name_vi": f"Gói {grams} g",
        "price_vnd": seed.number(20, 400, number, "price") * 1000,
        "net_quantity": grams,
        "net_unit": NetUnit.GRAM,
        "weight_g": grams + 50,
        "position": 0,
        "is_active": True,
        "origin": Origin.DEMO,
    }


def _lot(number: int, product_id: int) -> Values:
    packed_on = clock.today() - timedelta(days=seed.number(1, 30, number, "packed"))
    return {
        "code": lot_code(_code(number), 1),
        "product_id": product_id,
        "lot_no": "L01",
        "status": LotStatus.RELEASED,
        "made_on": packed_on,
        "packed_on": packed_on,
        "expires_on": packed_on + timedelta(days=365),
        "quantity": 500,
        "origin": Origin.DEMO,
    }


def _certificate(number: int, product_id: int) -> Values:
    issued_on = clock.today() - timedelta(days=seed.number(10, 1000, number, "issued"))
    return {
        "public_id": public_code("thu", number),
        "product_id": product_id,
        "stars": seed.pick((3, 3, 3, 4, 4, 5), number, "stars"),
        "decision_no": f"MH-T{number}/{issued_on.year}",
        "issuer_level": IssuerLevel.PROVINCE,
        "product_name": _code(number),
        "issued_on": issued_on,
        "expires_on": expiry_of(issued_on),
        "status": CertificateStatus.VERIFIED,
        "origin": Origin.DEMO,
    }


def _load_stock(session: Session, numbers: list[int], producers: dict[str, int]) -> None:
    variants = _ids(session, ProductVariant, "sku")
    lots = _ids(session, Lot, "code")
    rooms = {
        producer_id: key
        for producer_id, key in session.execute(
            select(StockLocation.producer_id, StockLocation.id).where(
                StockLocation.kind == LocationKind.STORE_ROOM
            )
        )
    }
    places = [
        {
            "variant_id": variants[f"thu-{n:06}-1"],
            "lot_id": lots[lot_code(_code(n), 1)],
            "location_id": rooms[producers[_producer_code(n)]],
        }
        for n in numbers
    ]
    amounts = [seed.number(0, 80, n, "stock") for n in numbers]
    pairs = [pair for pair in zip(places, amounts, strict=True) if pair[1]]
    _insert(session, StockLevel, (at | {"on_hand": held, "reserved": 0} for at, held in pairs))
    moved = {"kind": MovementKind.RECEIVE, "reference": REFERENCE, "at": clock.now()}
    _insert(session, StockMovement, (at | moved | {"quantity": held} for at, held in pairs))


def _insert(session: Session, model: type[Base], rows: Iterator[Values]) -> None:
    batch = list(rows)
    for start in range(0, len(batch), BATCH):
        session.execute(insert(model), batch[start : start + BATCH])


def _ids(session: Session, model: type[Base], key: str) -> dict[str, int]:
    columns = model.__table__.columns
    return {code: number for code, number in session.execute(select(columns[key], columns["id"]))}
