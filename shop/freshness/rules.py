"""What a transaction wrote, as far as pages are concerned.

A table that is named nowhere here counts as shown, and its change as one of everything: a
forgotten line costs time, never a wrong star, price or stock.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

# No page that may be kept reads these; a test asks each such page what it read.
UNSHOWN = frozenset(
    {
        *("shelf_version", "shelf_changes", "jobs", "audit_entries", "alembic_version"),
        *("carts", "cart_lines", "purchases", "orders", "order_lines", "line_allocations"),
        *("order_changes", "shipments", "payments", "reservations", "stock_movements"),
        *("search_documents", "search_words"),  # who writes them says of which products
        *("users", "role_grants", "contact_requests", "listing_changes"),
        *("certificate_changes", "decision_imports", "decision_import_rows"),
    }
)
# Shown on pages, and nothing by which a list of products is cut, sorted or drawn.
ELSEWHERE = frozenset(
    {
        *("trace_events", "product_facts", "product_slugs", "recognitions", "score_sheets"),
        *("trade_weeks", "halls", "zones", "booths", "programme_totals"),
    }
)
# Each row belongs to one product, by this column.
OF_A_PRODUCT = {
    "products": "id",
    "product_variants": "product_id",
    "certificates": "product_id",
    "lots": "product_id",
}
# So do these rows, which have no such column: who writes them says which product it is.
NAMED_BY_STATEMENT = frozenset({"stock_levels"})
MOST_NAMED = 500  # products; more are everything

_WRITE = re.compile(r'\s*(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM)\s+"?(\w+)', re.IGNORECASE)
_READ = re.compile(
    r"\s*(?:SELECT|PRAGMA|EXPLAIN|SHOW|SET|BEGIN|SAVEPOINT|RELEASE|ROLLBACK|COMMIT)\b",
    re.IGNORECASE,
)
UNKNOWN = "?"  # a table that could not be told


def written_table(statement: str) -> str | None:
    """Return the table that a statement writes; None where it only reads."""
    if _READ.match(statement):
        return None
    written = _WRITE.match(statement)
    return written[1].lower() if written else UNKNOWN


@dataclass
class Written:
    """What the open transaction of one connection has written so far."""

    is_shown: bool = False  # some page shows it
    is_everything: bool = False
    unnamed: int = 0  # statements on products' tables that did not say which product
    products: set[int] = field(default_factory=set)

    def note(self, table: str, product_id: int | None = None) -> None:
        """Take down one statement.

        :param product_id: the only product that its rows belong to, if the writer says so
        """
        if table in UNSHOWN:
            return
        self.is_shown = True
        if table in OF_A_PRODUCT or table in NAMED_BY_STATEMENT:
            self.unnamed += product_id is None
            self.name(product_id)
        elif table not in ELSEWHERE:
            self.is_everything = True

    def name(self, product_id: int | None) -> None:
        if product_id is not None:
            self.products.add(product_id)

    def changes(self) -> Sequence[int | None]:
        """Return the products to look at again; None stands for all."""
        if self.is_everything or self.unnamed or len(self.products) > MOST_NAMED:
            return [None]
        return sorted(self.products)
