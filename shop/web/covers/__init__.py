"""Pictures for products without photographs: woodblock-style prints composed from motifs.

A motif is chosen by what the product is; the product's code then settles palette, pattern
and layout, so that a print never changes and a page of them looks like a collection.
"""

from shop.web.covers.compose import compose, cover_svg, shifts
from shop.web.covers.kinds import motifs_for, motifs_for_craft

__all__ = ["compose", "cover_svg", "motifs_for", "motifs_for_craft", "shifts"]
