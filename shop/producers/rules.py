"""Which makers the public knows."""

from shop.producers.models import Producer, ProducerStatus

# Who has merely applied, or was refused, is nobody's business yet.
PUBLIC = frozenset(ProducerStatus) - {
    ProducerStatus.APPLIED,
    ProducerStatus.IDENTITY_PENDING,
    ProducerStatus.REJECTED,
}


def is_known(producer: Producer) -> bool:
    """Say whether a producer has a page that anyone may see."""
    return producer.status in PUBLIC
