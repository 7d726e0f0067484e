"""date the last change of each certificate"""

import sqlalchemy as sa
from alembic import op

revision = "e2b6c0417d95"
down_revision = "d7f3a9150c84"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("certificates") as table:
        table.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    # Nobody knows when the older ones changed: to whoever follows, all of them are new.
    op.execute("UPDATE certificates SET changed_at = CURRENT_TIMESTAMP")
    with op.batch_alter_table("certificates") as table:
        table.alter_column("changed_at", nullable=False)
        table.create_index("ix_certificates_changed_at", ["changed_at"])


def downgrade() -> None:
    with op.batch_alter_table("certificates") as table:
        table.drop_index("ix_certificates_changed_at")
        table.drop_column("changed_at")
