"""Change stock: each step a line of the ledger, or a promise, with its running total.

Rows are locked lots first, then levels by id, so that no two changes wait for each other.
"""

from shop.inventory.services.ledger import adjust, move, receive
from shop.inventory.services.locations import inspection_location, point_location, store_room
from shop.inventory.services.promises import release, release_lapsed, reserve, swap_lots, take

__all__ = [
    "adjust",
    "inspection_location",
    "move",
    "point_location",
    "receive",
    "release",
    "release_lapsed",
    "reserve",
    "store_room",
    "swap_lots",
    "take",
]
