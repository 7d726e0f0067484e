"""hold amounts beyond what 32 bits take"""

import sqlalchemy as sa
from alembic import op

revision = "5a0d3c9e71b4"
down_revision = "3c1f0a7e5b92"
branch_labels = None
depends_on = None

AMOUNTS = {
    "orders": ("goods_vnd", "delivery_vnd", "total_vnd"),
    "order_lines": ("unit_price_vnd", "total_vnd", "vat_vnd"),
    "payments": ("amount_vnd",),
}


def upgrade() -> None:
    _change(sa.Integer(), sa.BigInteger())


def downgrade() -> None:
    _change(sa.BigInteger(), sa.Integer())


def _change(before: sa.types.TypeEngine, after: sa.types.TypeEngine) -> None:
    for table, columns in AMOUNTS.items():
        with op.batch_alter_table(table) as batch:
            for column in columns:
                batch.alter_column(
                    column, existing_type=before, type_=after, existing_nullable=False
                )
