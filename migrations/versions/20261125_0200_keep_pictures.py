"""keep pictures of products and producers, and what is made of them for pages"""

import sqlalchemy as sa
from alembic import op

revision = "a41b7c02d9e6"
down_revision = "5a0d3c9e71b4"
branch_labels = None
depends_on = None

OLDER_TYPES = ("image/jpeg", "image/png", "image/webp", "application/pdf")
MEDIA_TYPES = ("image/jpeg", "image/png", "image/webp", "image/avif", "application/pdf")


def upgrade() -> None:
    _allow(MEDIA_TYPES)
    op.create_table(
        "pictures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=True),
        sa.Column("producer_id", sa.Integer(), nullable=True),
        sa.Column("master_id", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("alt_vi", sa.String(length=250), nullable=True),
        sa.Column("alt_en", sa.String(length=250), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(product_id IS NULL) <> (producer_id IS NULL)", name=op.f("ck_pictures_one_owner")
        ),
        sa.CheckConstraint("width > 0 AND height > 0", name=op.f("ck_pictures_has_size")),
        sa.ForeignKeyConstraint(
            ["product_id"], ["products.id"], name=op.f("fk_pictures_product_id")
        ),
        sa.ForeignKeyConstraint(
            ["producer_id"], ["producers.id"], name=op.f("fk_pictures_producer_id")
        ),
        sa.ForeignKeyConstraint(["master_id"], ["files.id"], name=op.f("fk_pictures_master_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pictures")),
        sa.UniqueConstraint("product_id", "master_id", name=op.f("uq_pictures_product_id_master_id")),
        sa.UniqueConstraint("producer_id", "master_id", name=op.f("uq_pictures_producer_id_master_id")),
    )
    op.create_index(op.f("ix_pictures_master_id"), "pictures", ["master_id"])
    op.create_table(
        "renditions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("master_id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["master_id"], ["files.id"], name=op.f("fk_renditions_master_id")),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_renditions_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renditions")),
        sa.UniqueConstraint("master_id", "file_id", name=op.f("uq_renditions_master_id_file_id")),
    )
    op.create_index(op.f("ix_renditions_file_id"), "renditions", ["file_id"])


def downgrade() -> None:
    op.drop_table("renditions")
    op.drop_table("pictures")
    op.execute("DELETE FROM files WHERE media_type = 'image/avif'")
    _allow(OLDER_TYPES)


def _allow(media_types: tuple[str, ...]) -> None:
    name = op.f("ck_files_media_type")
    with op.batch_alter_table("files") as table:
        table.drop_constraint(name, type_="check")
        table.create_check_constraint(name, sa.column("media_type").in_(media_types))
