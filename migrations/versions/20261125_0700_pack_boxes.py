"""let a pack be a box of others; a promise says which box it goes into"""

import sqlalchemy as sa
from alembic import op

revision = "c4d85e1a90f6"
down_revision = "b7c15e93a2f4"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "box_parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("box_id", sa.Integer(), nullable=False),
        sa.Column("part_id", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name=op.f("ck_box_parts_quantity_positive")),
        sa.CheckConstraint("box_id <> part_id", name=op.f("ck_box_parts_not_in_itself")),
        sa.ForeignKeyConstraint(
            ["box_id"], ["product_variants.id"], name=op.f("fk_box_parts_box_id")
        ),
        sa.ForeignKeyConstraint(
            ["part_id"], ["product_variants.id"], name=op.f("fk_box_parts_part_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_box_parts")),
        sa.UniqueConstraint("box_id", "part_id", name=op.f("uq_box_parts_box_id_part_id")),
    )
    op.create_index(op.f("ix_box_parts_part_id"), "box_parts", ["part_id"])
    with op.batch_alter_table("reservations") as table:
        table.add_column(sa.Column("box_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            op.f("fk_reservations_box_id"), "product_variants", ["box_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("reservations") as table:
        table.drop_constraint(op.f("fk_reservations_box_id"), type_="foreignkey")
        table.drop_column("box_id")
    op.drop_table("box_parts")
