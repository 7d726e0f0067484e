"""How ways and states of payment read, to a buyer."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from shop.payments.models import PaymentMethod, PaymentStatus

METHODS: dict[PaymentMethod, LazyString] = {
    PaymentMethod.COD: _l("Cash when you receive the goods"),
    PaymentMethod.VIETQR: _l("Bank transfer by VietQR"),
    PaymentMethod.CARD: _l("Card"),
}

STATUS: dict[PaymentStatus, LazyString] = {
    PaymentStatus.NONE: _l("Nothing to pay"),
    PaymentStatus.PENDING: _l("Not paid yet"),
    PaymentStatus.FAILED: _l("Payment failed"),
    PaymentStatus.EXPIRED: _l("Not paid in time"),
    PaymentStatus.PAID: _l("Paid"),
    PaymentStatus.UNDERPAID: _l("Paid in part"),
    PaymentStatus.OVERPAID: _l("Paid too much"),
    PaymentStatus.LATE: _l("Paid too late"),
    PaymentStatus.TO_COLLECT: _l("You pay whoever brings the parcel"),
    PaymentStatus.COLLECTED: _l("Paid"),
    PaymentStatus.REMITTED: _l("Paid"),
    PaymentStatus.SETTLED: _l("Paid"),
    PaymentStatus.REFUSED: _l("Nothing to pay"),
    PaymentStatus.PART_REFUNDED: _l("Refunded in part"),
    PaymentStatus.REFUNDED: _l("Refunded"),
}

# The same to its producer, who gets the money.
TO_PRODUCER: dict[PaymentStatus, LazyString] = {
    PaymentStatus.NONE: _l("Nothing to collect"),
    PaymentStatus.PENDING: _l("Not paid yet"),
    PaymentStatus.FAILED: _l("Payment failed"),
    PaymentStatus.EXPIRED: _l("Not paid in time"),
    PaymentStatus.PAID: _l("Paid already"),
    PaymentStatus.UNDERPAID: _l("Paid in part"),
    PaymentStatus.OVERPAID: _l("Paid too much"),
    PaymentStatus.LATE: _l("Paid too late"),
    PaymentStatus.TO_COLLECT: _l("Cash, to collect at the door"),
    PaymentStatus.COLLECTED: _l("Cash, collected at the door"),
    PaymentStatus.REMITTED: _l("Cash, handed over by the carrier"),
    PaymentStatus.SETTLED: _l("In your account"),
    PaymentStatus.REFUSED: _l("Cash, not collected"),
    PaymentStatus.PART_REFUNDED: _l("Paid back in part"),
    PaymentStatus.REFUNDED: _l("Paid back"),
}
