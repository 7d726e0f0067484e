"""Take in files and pictures: checked by content, kept under their checksum."""

from shop.media.services.files import path_of, store
from shop.media.services.pictures import Words, add, arrange, check_room, remove
from shop.media.services.sweep import sweep

__all__ = ["Words", "add", "arrange", "check_room", "path_of", "remove", "store", "sweep"]
