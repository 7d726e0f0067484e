"""The words for the kinds of producer."""

from flask_babel import lazy_gettext as _l

from shop.producers.models import ProducerKind

KINDS = {
    ProducerKind.COOPERATIVE: _l("Cooperative"),
    ProducerKind.COOPERATIVE_GROUP: _l("Cooperative group"),
    ProducerKind.COMPANY: _l("Company"),
    ProducerKind.SME: _l("Small or medium enterprise"),
    ProducerKind.FARM: _l("Farm"),
    ProducerKind.HOUSEHOLD: _l("Household"),
    ProducerKind.ASSOCIATION: _l("Association"),
}
