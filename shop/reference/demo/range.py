"""What the demonstration's maker states and is about to offer, for the office to review."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.accounts.models import Role, User
from shop.catalog import services
from shop.catalog.models import FactKind, NetUnit, Product, ProductFact, ProductVariant
from shop.catalog.rules import month_bits
from shop.catalog.services import Listing, Pack
from shop.database import Origin
from shop.inventory import services as inventory
from shop.producers.models import Producer
from shop.reference.demo.people import PRODUCER_CODE, user_of
from shop.reference.sync import Tally

SHOWN_PRODUCT = "p-tra-sen-hien-xiem"
LABEL = {
    FactKind.INGREDIENTS: "Chè xanh 97%, gạo sen bách diệp 3%",
    FactKind.USAGE: "Lấy 5 g trà, tráng ấm, hãm nước 85 °C trong 2 phút. Pha được 3 đến 4 nước.",
    FactKind.STORAGE: "Nơi khô, mát, tránh ánh nắng và mùi lạ. Mở hộp rồi thì đậy kín.",
    FactKind.WARNINGS: "Không dùng khi trà có mùi mốc hoặc bao bì đã rách.",
    FactKind.ORIGIN: "Việt Nam",
}
PACKET, GIFT_BOX = "tra-sen-hien-xiem-1", "tra-sen-hien-xiem-hop-doi"
WRAPPING_VND = 20_000
SEASON = month_bits((5, 6, 7))  # of the lotus on West Lake


@dataclass(frozen=True)
class Offered:
    """A product that the maker has written down, and how far it has come."""

    code: str
    listing: Listing
    pack: Pack | None = None
    is_submitted: bool = False
    rejected_for: str | None = None


OFFERED = (
    Offered(
        "demo-che-man-uop-sen",
        Listing(
            "Chè mạn ướp sen hộp thiếc (mẫu)",
            11,
            name_en="Lotus-scented tea in a tin (sample)",
            subgroup="lotus_tea",
            story_vi="Chè mạn khô ướp bảy lần với gạo sen, cất hộp thiếc để giữ hương qua mùa đông."
            "\n\n(Lời kể minh họa của bản trình diễn.)",
            harvest_months=SEASON,
            facts=LABEL,
        ),
        Pack("Hộp thiếc 100 g", 560_000, 190, "Tin of 100 g", 100, NetUnit.GRAM),
        is_submitted=True,
    ),
    Offered(
        "demo-tra-tim-sen",
        Listing(
            "Trà tim sen (mẫu)",
            12,
            name_en="Lotus-heart tea (sample)",
            subgroup="herbal_tea",
            facts=LABEL | {FactKind.INGREDIENTS: "Tim sen sao vàng 100%"},
        ),
        Pack("Gói 50 g", 95_000, 70, "Packet of 50 g", 50, NetUnit.GRAM),
        is_submitted=True,
        rejected_for="Nhãn chưa nêu ai không nên dùng. Bạn ghi thêm vào mục cảnh báo rồi gửi lại.",
    ),
    Offered(
        "demo-mut-sen",
        Listing("Mứt sen trần (mẫu)", 7, subgroup="candy", facts={FactKind.ORIGIN: "Việt Nam"}),
    ),
)


def load_range(session: Session) -> Tally:
    """Let the maker offer new goods once; what people did with them since is left alone."""
    tally = _load_label(session)
    tally.added += _fill_box(session)
    maker, officer = user_of(session, Role.PRODUCER), user_of(session, Role.OFFICER)
    producer = session.scalars(select(Producer).filter_by(code=PRODUCER_CODE)).one()
    known = set(session.scalars(select(Product.code).where(Product.origin == Origin.DEMO)))
    for each in OFFERED:
        if each.code in known:
            tally.same += 1
            continue
        _offer(session, producer, each, maker, officer)
        tally.added += 1
    return tally


def _offer(
    session: Session, producer: Producer, offered: Offered, maker: User, officer: User
) -> None:
    product = services.create(producer, offered.listing, actor=maker)
    product.code = offered.code
    session.flush()  # the next step reads the row again
    if offered.pack:
        services.add_pack(product, offered.pack, actor=maker)
    if offered.is_submitted:
        services.submit(product, actor=maker)
    if offered.rejected_for:
        services.reject(product, offered.rejected_for, actor=officer)


def _fill_box(session: Session) -> bool:
    """Offer two packets of the tea as a gift box; say whether it is new."""
    if session.scalar(select(ProductVariant.id).filter_by(sku=GIFT_BOX)):
        return False
    packet = session.scalars(select(ProductVariant).filter_by(sku=PACKET)).one()
    maker = user_of(session, Role.PRODUCER)
    box = services.add_pack(
        packet.product,
        Pack(
            "Hộp quà đôi 2 × 50 g",
            2 * packet.price_vnd + WRAPPING_VND,
            260,
            "Gift box of 2 × 50 g",
            100,
            NetUnit.GRAM,
            sku=GIFT_BOX,
        ),
        actor=maker,
    )
    inventory.compose(box, {packet.id: 2}, actor=maker)
    return True


def _load_label(session: Session) -> Tally:
    """State the label of the product that the tour looks at, where no source does."""
    tally = Tally()
    product = session.scalars(select(Product).filter_by(code=SHOWN_PRODUCT)).one()
    stated = {fact.kind for fact in product.facts}
    for kind, value in LABEL.items():
        if kind in stated:
            tally.same += 1
            continue
        product.facts.append(ProductFact(kind=kind, value=value, origin=Origin.DEMO))
        tally.added += 1
    session.flush()
    return tally
