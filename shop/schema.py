"""Is the database the one that this version of the program knows?"""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError

from shop.config import ROOT
from shop.database import db
from shop.errors import SettingError


def check_schema() -> None:
    """Stop before a database is used whose tables are not those of this version.

    :raises SettingError: if it cannot be opened, or is older or newer
    """
    if refuse_newer() != set(_scripts().get_heads()):
        raise SettingError("the database is older than this program; run: flask db upgrade")


def refuse_newer() -> set[str]:
    """Return the revisions that the database has; stop if this version does not know them.

    :raises SettingError: if it cannot be opened, or is newer
    """
    known = {script.revision for script in _scripts().walk_revisions()}
    present = _revisions()
    if not present <= known:
        raise SettingError(
            f"the database is newer than this program (revision {', '.join(present - known)}); "
            "install the program's newer version, or set DATABASE_URL to another database"
        )
    return present


def _revisions() -> set[str]:
    try:
        with db.engine.connect() as connection:
            return set(MigrationContext.configure(connection).get_current_heads())
    except DBAPIError as error:
        raise SettingError(
            f"the database cannot be opened ({first_line(error)}); start it, "
            "or correct DATABASE_URL or INSTANCE_PATH"
        ) from None


def first_line(error: DBAPIError) -> str:
    """Return what the database says, without the statement and its values."""
    return str(error.orig).strip().partition("\n")[0]


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(ROOT / "migrations"))
