"""Take in files and pictures: checked by content, kept under their checksum."""

from shop.media.services.files import path_of, store
from shop.media.services.pictures import Words, arrange, check_room, hang, take_out
from shop.media.services.sweep import sweep

__all__ = ["Words", "arrange", "check_room", "hang", "path_of", "store", "sweep", "take_out"]
