"""Requests of those who would like to come to a place."""

from datetime import date

from sqlalchemy import select

from shop import audit
from shop.accounts.models import Role, Scope, User
from shop.accounts.queries import mails_of
from shop.catalog import rules
from shop.catalog.errors import DayIsPast, NobodyAnswers
from shop.catalog.models import ContactRequest, Product
from shop.database import lock, transaction
from shop.lib import clock
from shop.lib.phones import phone_for_people
from shop.messages import services as messages

MAKERS_LANGUAGE = "vi"


def request_contact(
    product: Product,
    *,
    name: str,
    phone: str,
    message: str,
    wished_on: date | None,
    locale: str,
) -> ContactRequest:
    """Hand a visitor's request to the maker of a place; sent twice, it is one.

    :param phone: E.164
    :param locale: the visitor's language, in which to answer
    :raises NobodyAnswers: if nobody runs the place on this market
    :raises DayIsPast: if the wished day lies before today
    """
    if not rules.takes_requests(product):
        raise NobodyAnswers
    if wished_on is not None and wished_on < clock.today():
        raise DayIsPast
    with transaction() as session:
        lock(product)
        same = {"product_id": product.id, "phone": phone, "message": message}
        sent = session.scalar(
            select(ContactRequest).filter_by(**same, wished_on=wished_on, done_at=None)
        )
        if sent is not None:
            return sent
        request = ContactRequest(
            **same,
            name=name,
            wished_on=wished_on,
            locale=locale,
            is_demo=product.producer is not None and product.producer.has_demo_account,
        )
        session.add(request)
        # The sentence above the button is what the visitor agreed to.
        audit.record(None, "contact.requested", request, consent="answer by the maker")
        _tell_maker(product, request)
    return request


def settle_request(request: ContactRequest, *, done: bool, actor: User) -> None:
    """Note that a request is answered, or that it is not after all."""
    with transaction():
        lock(request)
        if done == (request.done_at is not None):
            return
        request.done_at = clock.now() if done else None
        request.done_by_id = actor.id if done else None
        audit.record(actor, "contact.done" if done else "contact.reopened", request)


def _tell_maker(product: Product, request: ContactRequest) -> None:
    for address in mails_of(Role.PRODUCER, Scope.PRODUCER, str(product.producer_id)):
        messages.send(
            "contact_requested",
            address,
            MAKERS_LANGUAGE,
            place=product.name_vi,
            name=request.name,
            phone=phone_for_people(request.phone),
            message=request.message,
            wished_on=f"{request.wished_on:%d/%m/%Y}" if request.wished_on else None,
            speaks=request.locale,
        )
