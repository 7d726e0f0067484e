"""Pages of lots: what a code answers to everyone; makers keep theirs in the workspace."""

from shop.traceability.views import sheets, workspace
from shop.traceability.views.public import bp

__all__ = ["bp", "sheets", "workspace"]
