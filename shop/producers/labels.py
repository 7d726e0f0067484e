"""The words for the kinds of producer and for how they stand to this market."""

from typing import NamedTuple

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from shop.producers.models import Producer, ProducerKind, ProducerStatus

KINDS = {
    ProducerKind.COOPERATIVE: _l("Cooperative"),
    ProducerKind.COOPERATIVE_GROUP: _l("Cooperative group"),
    ProducerKind.COMPANY: _l("Company"),
    ProducerKind.SME: _l("Small or medium enterprise"),
    ProducerKind.FARM: _l("Farm"),
    ProducerKind.HOUSEHOLD: _l("Household"),
    ProducerKind.ASSOCIATION: _l("Association"),
}


class StandingWords(NamedTuple):
    """How a producer stands to this market."""

    says: LazyString
    tone: str
    more: LazyString


_STANDINGS = {
    ProducerStatus.LISTED: StandingWords(
        _l("Known from published sources"),
        "soft",
        _l("This maker has opened no account here, so nothing of theirs is sold here."),
    ),
    ProducerStatus.VERIFIED: StandingWords(
        _l("Identity checked"), "info", _l("This maker has not begun to sell here yet.")
    ),
    ProducerStatus.OPEN: StandingWords(
        _l("Sells on this market"), "ok", _l("Identity and business have been checked.")
    ),
    ProducerStatus.SUSPENDED: StandingWords(
        _l("Selling is paused"), "warn", _l("Orders of this maker are not taken for now.")
    ),
    ProducerStatus.CLOSED: StandingWords(
        _l("No longer sells here"), "soft", _l("The page stays for those who bought.")
    ),
}
_DEMO_ACCOUNT = StandingWords(
    _l("Sells here by way of demonstration"),
    "info",
    _l("The maker is real and known from published sources; their account here is sample data."),
)


def standing(producer: Producer) -> StandingWords:
    """Return how a producer that the public knows stands to this market."""
    if producer.has_demo_account and producer.status is ProducerStatus.OPEN:
        return _DEMO_ACCOUNT
    return _STANDINGS[producer.status]
