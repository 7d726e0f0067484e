"""Tell makers in good time that a certificate ends."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from shop.accounts.models import Role, Scope
from shop.accounts.queries import mails_of
from shop.certification import desk
from shop.certification.models import Certificate
from shop.certification.register import REASSESSMENT_DAYS, reminder_on
from shop.database import transaction
from shop.lib import clock
from shop.messages import services as messages

MAKERS_LANGUAGE = "vi"


@dataclass(frozen=True)
class Reminder:
    """A letter of the series that is due, and where it goes."""

    certificate: Certificate
    days: int  # before the end: which of the letters
    addresses: tuple[str, ...]


def remind(day: date | None = None, *, dry_run: bool = False) -> list[Reminder]:
    """Queue the letters that are due on a day; run again, nobody gets one twice.

    :param dry_run: only say what is due
    """
    today = day or clock.today()
    with transaction():
        due = [
            Reminder(each, days, tuple(_addresses(each)))
            for each in desk.to_be_reminded(today)
            if (days := reminder_on((each.expires_on - today).days))
        ]
        due = [each for each in due if each.addresses]
        if not dry_run:
            for reminder in due:
                _send(reminder, today)
    return due


def _addresses(certificate: Certificate) -> list[str]:
    return mails_of(Role.PRODUCER, Scope.PRODUCER, str(certificate.product.producer_id))


def _send(reminder: Reminder, today: date) -> None:
    certificate = reminder.certificate
    first, last = REASSESSMENT_DAYS
    for address in reminder.addresses:
        messages.send(
            "certificate_ending",
            address,
            MAKERS_LANGUAGE,
            once=_key(reminder, address),
            product=certificate.product.name_vi,
            stars=certificate.stars,
            code=certificate.public_id,
            days=(certificate.expires_on - today).days,
            ends_on=f"{certificate.expires_on:%d/%m/%Y}",
            opens_on=f"{certificate.expires_on - timedelta(days=first):%d/%m/%Y}",
            closes_on=f"{certificate.expires_on - timedelta(days=last):%d/%m/%Y}",
        )


def _key(reminder: Reminder, address: str) -> str:
    """Return what makes a letter the same one, however long the address."""
    digest = hashlib.sha256(address.encode()).hexdigest()[:16]
    return f"{reminder.certificate.id}:{reminder.certificate.expires_on}:{reminder.days}:{digest}"
