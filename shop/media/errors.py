"""Refusals of uploads; all of them belong to the field `file`."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from shop.errors import NotFound, RuleViolation
from shop.media.rules import LARGEST_MB, MOST_MEGAPIXELS, MOST_PICTURES


class RefusedFile(RuleViolation):
    code = "media.refused"

    def __init__(self, message: LazyString) -> None:
        super().__init__(message, field="file")


class EmptyFile(RefusedFile):
    code = "media.empty_file"

    def __init__(self) -> None:
        super().__init__(_l("The file is empty. Choose another."))


class FileTooLarge(RefusedFile):
    code = "media.too_large"

    def __init__(self) -> None:
        super().__init__(
            _l("The file is larger than %(most)s MB. Choose a smaller one.", most=LARGEST_MB)
        )


class UnknownKind(RefusedFile):
    code = "media.unknown_kind"

    def __init__(self) -> None:
        super().__init__(
            _l("This is neither a PDF nor a JPEG, PNG or WebP picture, whatever its name says.")
        )


class UnknownPicture(RefusedFile):
    code = "media.unknown_picture"

    def __init__(self) -> None:
        super().__init__(_l("This is no JPEG, PNG, WebP or HEIC picture, whatever its name says."))


class TooManyPixels(RefusedFile):
    code = "media.too_many_pixels"

    def __init__(self) -> None:
        super().__init__(
            _l(
                "The picture has more than %(most)s megapixels. Choose a smaller one.",
                most=MOST_MEGAPIXELS,
            )
        )


class BrokenFile(RefusedFile):
    code = "media.broken_file"

    def __init__(self) -> None:
        super().__init__(
            _l("The file is damaged or not complete. Save it again and choose it once more.")
        )


class CarriesMore(RefusedFile):
    code = "media.carries_more"

    def __init__(self) -> None:
        super().__init__(
            _l("Something else follows the picture in this file. Save it as a picture alone.")
        )


class MovingPicture(RefusedFile):
    code = "media.moving_picture"

    def __init__(self) -> None:
        super().__init__(_l("This picture moves. Choose one that stands still."))


class TooManyPictures(RefusedFile):
    """There is no room for that many; nothing of them was kept."""

    code = "media.too_many_pictures"

    def __init__(self, room: int) -> None:
        super().__init__(
            _l(
                "There is room for %(room)s more of %(most)s pictures. None was kept.",
                room=room,
                most=MOST_PICTURES,
            )
        )


class PictureAlreadyThere(RefusedFile):
    code = "media.picture_already_there"

    def __init__(self) -> None:
        super().__init__(_l("This picture is already there."))


class NoSuchPicture(NotFound):
    code = "media.no_such_picture"

    def __init__(self) -> None:
        super().__init__(_l("There is no such picture."))
