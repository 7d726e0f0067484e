"""Refusals of uploads; all of them belong to the field `file`."""

from flask_babel import lazy_gettext as _l

from shop.errors import RuleViolation
from shop.media.rules import LARGEST_MB, MOST_MEGAPIXELS


class EmptyFile(RuleViolation):
    code = "media.empty_file"

    def __init__(self) -> None:
        super().__init__(_l("The file is empty. Choose another."), field="file")


class FileTooLarge(RuleViolation):
    code = "media.too_large"

    def __init__(self) -> None:
        message = _l("The file is larger than %(most)s MB. Choose a smaller one.", most=LARGEST_MB)
        super().__init__(message, field="file")


class UnknownKind(RuleViolation):
    code = "media.unknown_kind"

    def __init__(self) -> None:
        super().__init__(
            _l("This is neither a PDF nor a JPEG, PNG or WebP picture, whatever its name says."),
            field="file",
        )


class TooManyPixels(RuleViolation):
    code = "media.too_many_pixels"

    def __init__(self) -> None:
        message = _l(
            "The picture has more than %(most)s megapixels. Choose a smaller one.",
            most=MOST_MEGAPIXELS,
        )
        super().__init__(message, field="file")


class BrokenFile(RuleViolation):
    code = "media.broken_file"

    def __init__(self) -> None:
        super().__init__(
            _l("The file is damaged or not complete. Save it again and choose it once more."),
            field="file",
        )
