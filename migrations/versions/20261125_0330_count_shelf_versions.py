"""count the changes that pages show"""

import sqlalchemy as sa
from alembic import op

revision = "c92d5e07f1b8"
down_revision = "8e2b6f41c7a3"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shelf_version",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_shelf_version_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelf_version")),
    )
    op.create_table(
        "shelf_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelf_changes")),
    )
    op.create_index("ix_shelf_changes_version", "shelf_changes", ["version"])


def downgrade() -> None:
    op.drop_index("ix_shelf_changes_version", table_name="shelf_changes")
    op.drop_table("shelf_changes")
    op.drop_table("shelf_version")
