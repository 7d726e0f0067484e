"""Pages of products: for buyers, for their makers in the workspace, for the office's review."""

from shop.catalog.views import boxes, office, pictures, storefront, workspace

bps = [storefront.bp, office.bp]

__all__ = ["boxes", "pictures", "workspace"]
