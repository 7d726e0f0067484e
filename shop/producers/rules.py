"""Which makers the public knows."""

from shop.producers.models import ProducerStatus

# Who has merely applied, or was refused, is nobody's business yet.
PUBLIC = frozenset(ProducerStatus) - {
    ProducerStatus.APPLIED,
    ProducerStatus.IDENTITY_PENDING,
    ProducerStatus.REJECTED,
}
