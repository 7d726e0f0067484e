"""keep uploaded files; certificates may carry the scan of their decision"""

import sqlalchemy as sa
from alembic import op

revision = "3c1f0a7e5b92"
down_revision = "7d16e7974758"
branch_labels = None
depends_on = None

MEDIA_TYPES = ("image/jpeg", "image/png", "image/webp", "application/pdf")


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("checksum", sa.String(length=64), nullable=False),
        sa.Column(
            "media_type",
            sa.Enum(
                *MEDIA_TYPES,
                name="media_type",
                native_enum=False,
                create_constraint=True,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("original_name", sa.String(length=200), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size_bytes > 0", name=op.f("ck_files_not_empty")),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["users.id"], name=op.f("fk_files_uploaded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_files")),
        sa.UniqueConstraint("checksum", name=op.f("uq_files_checksum")),
    )
    with op.batch_alter_table("certificates") as table:
        table.add_column(sa.Column("scan_id", sa.Integer(), nullable=True))
        table.create_foreign_key(op.f("fk_certificates_scan_id"), "files", ["scan_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("certificates") as table:
        table.drop_constraint(op.f("fk_certificates_scan_id"), type_="foreignkey")
        table.drop_column("scan_id")
    op.drop_table("files")
