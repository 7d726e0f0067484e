"""Pages of lots: what a code answers to everyone."""

from shop.traceability.views.public import bp

__all__ = ["bp"]
