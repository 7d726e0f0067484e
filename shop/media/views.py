"""Hand out kept files."""

import logging

from flask import Blueprint, send_file
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from shop.errors import NotFound
from shop.media.queries import find
from shop.media.services import path_of

log = logging.getLogger(__name__)
bp = Blueprint("media", __name__)

FOREVER_S = 365 * 24 * 3600
# Opened by itself, a picture may neither run nor fetch anything.
PICTURE_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


@bp.get("/files/<string(length=64):checksum>")
def show(checksum: str) -> Response:
    """Answer with a file; its address is its content's, so it may be kept for ever."""
    file = find(checksum)
    if file is None or not path_of(checksum).is_file():
        if file is not None:
            log.error("a recorded file is gone from the disk", extra={"checksum": checksum})
        raise NotFound(_l("There is no such file."))
    response = send_file(
        path_of(checksum),
        mimetype=file.media_type,
        # Not the name that its owner gave it, which may tell more than the file.
        download_name=f"{checksum[:12]}.{file.kind.lower()}",
        etag=checksum,
        max_age=FOREVER_S,
    )
    if file.media_type.is_picture:  # browsers read PDF files by a program of their own
        response.headers["Content-Security-Policy"] = PICTURE_POLICY
    response.cache_control.public = True
    response.cache_control.immutable = True
    return response
