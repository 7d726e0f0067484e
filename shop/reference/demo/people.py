"""The demonstration sign-ins: one for each audience."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.accounts import services
from shop.accounts.models import Role, Scope, User
from shop.database import Base
from shop.places.models import SalesPoint
from shop.producers.models import Producer
from shop.reference.demo.fair import FAIR_CODE
from shop.reference.sync import Tally
from shop.trade_weeks.models import TradeWeek

PASSWORD = "cho-sao-demo"  # noqa: S105 (published: the demonstration's own)
PRODUCER_CODE = "hien-xiem"
POINT_CODE = "sp-trinh-cong-son-2"

SIGN_INS = (
    ("consumer@demo.test", "Nguyễn Thu Hạnh", Role.CONSUMER),
    ("producer@demo.test", "Lưu Minh Sen", Role.PRODUCER),
    ("point@demo.test", "Trần Văn Quầy", Role.POINT_STAFF),
    ("fair@demo.test", "Phạm Thị Hội", Role.BOOTH_STAFF),
    ("officer@demo.test", "Đỗ Quang Bộ", Role.OFFICER),
    ("admin@demo.test", "Vũ Thanh Quản", Role.ADMINISTRATOR),
)


def load_people(session: Session) -> Tally:
    tally = Tally()
    for email, name, role in SIGN_INS:
        user = services.find_user(email)
        tally.same += user is not None
        if user is None:
            user = services.register(name, email, PASSWORD, is_demo=True)
            tally.added += 1
        _grant(session, user, role)
    return tally


def user_of(session: Session, role: Role) -> User:
    email = next(email for email, _, each in SIGN_INS if each is role)
    return session.scalars(select(User).filter_by(email=email)).one()


def _grant(session: Session, user: User, role: Role) -> None:
    scopes: dict[Role, tuple[Scope, type[Base], str]] = {
        Role.PRODUCER: (Scope.PRODUCER, Producer, PRODUCER_CODE),
        Role.POINT_STAFF: (Scope.SALES_POINT, SalesPoint, POINT_CODE),
        Role.BOOTH_STAFF: (Scope.TRADE_WEEK, TradeWeek, FAIR_CODE),
    }
    if role is Role.CONSUMER:
        return  # comes with the account
    if role not in scopes:
        services.grant_role(user, role, Scope.ALL, actor=None)
        return
    scope, model, code = scopes[role]
    key = session.scalar(select(model.id).filter_by(code=code))  # type: ignore[attr-defined]
    services.grant_role(user, role, scope, str(key), actor=None)
