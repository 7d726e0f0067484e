"""Change stock: each step a line of the ledger, or a promise, with its running total.

Rows are locked lots first, then levels by id, so that no two changes wait for each other.
"""

from shop.inventory.services.boxes import compose
from shop.inventory.services.ledger import adjust, move, receive
from shop.inventory.services.locations import inspection_location, point_location, store_room
from shop.inventory.services.promises import release, release_lapsed, reserve, swap_lots, take
from shop.inventory.services.store import correct, put_away, put_back, release_lot, write_off

__all__ = [
    "adjust",
    "compose",
    "correct",
    "inspection_location",
    "move",
    "point_location",
    "put_away",
    "put_back",
    "receive",
    "release",
    "release_lapsed",
    "release_lot",
    "reserve",
    "store_room",
    "swap_lots",
    "take",
    "write_off",
]
