"""Who did what."""

from shop.audit.services import record

__all__ = ["record"]
