"""Pictures of the demonstration's maker: drawn, and marked as such."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.accounts.models import Role, User
from shop.catalog.models import Product
from shop.media import services
from shop.media.models import Pictured
from shop.media.services import Words
from shop.producers.models import Producer
from shop.reference.demo.people import PRODUCER_CODE, user_of
from shop.reference.demo.range import SHOWN_PRODUCT
from shop.reference.sync import Tally

FOLDER = Path(__file__).parent / "pictures"
DRAWN = {
    "chen-tra": Words(
        "Chén trà sen nghi ngút khói trên bàn gỗ, cạnh đóa sen và nhúm trà khô",
        "A steaming bowl of lotus tea on a wooden table, a lotus and a pinch of dry tea beside it",
    ),
    "gao-sen": Words(
        "Mẹt tre đựng trà trộn gạo sen, đặt trên lá sen, bên một đóa sen hồng",
        "A bamboo tray of tea and lotus anthers on a lotus leaf, with a pink lotus",
    ),
    "dam-sen": Words(
        "Đầm sen Hồ Tây lúc mặt trời mọc, hoa hồng giữa lá xanh",
        "A lotus pond on West Lake at sunrise, pink flowers among green leaves",
    ),
}
OF_THE_PRODUCT = ("chen-tra", "gao-sen", "dam-sen")
OF_THE_PLACE = ("dam-sen", "gao-sen")


def load_pictures(session: Session) -> Tally:
    """Hang pictures where there are none; a gallery that has some is left alone."""
    tally, maker = Tally(), user_of(session, Role.PRODUCER)
    product = session.scalars(select(Product).filter_by(code=SHOWN_PRODUCT)).one()
    producer = session.scalars(select(Producer).filter_by(code=PRODUCER_CODE)).one()
    for owner, names in ((product, OF_THE_PRODUCT), (producer, OF_THE_PLACE)):
        if owner.pictures:
            tally.same += len(owner.pictures)
            continue
        _hang(owner, names, maker)
        tally.added += len(names)
    return tally


def _hang(owner: Pictured, names: tuple[str, ...], maker: User) -> None:
    words = {}
    for name in names:
        with (FOLDER / f"{name}.jpg").open("rb") as content:
            picture = services.hang(owner, content, f"{name}.jpg", actor=maker)
        picture.is_demo = True
        words[picture.id] = DRAWN[name]
    services.arrange(owner, list(words), words, actor=maker)
