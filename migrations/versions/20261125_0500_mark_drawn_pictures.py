"""mark pictures that were drawn to show the shop"""

import sqlalchemy as sa
from alembic import op

revision = "d7f3a9150c84"
down_revision = "c4e18b7d2f60"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("pictures") as table:
        table.add_column(
            sa.Column("is_demo", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("pictures") as table:
        table.alter_column("is_demo", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("pictures") as table:
        table.drop_column("is_demo")
