"""The drawings: one SVG file each, 240 by 240, in the letters of a palette."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent / "motifs"

PLANTS = frozenset({"troi"})  # its second colour is water: leaves must stay green
RED = frozenset({"son"})
FREE: frozenset[str] = frozenset()


class Motif(NamedTuple):
    """How a drawing sits in a print."""

    skips: frozenset[str] = FREE  # palettes that do not suit it
    scale: float = 1.36  # alone in the print
    middle_y: float = 122
    stands: bool = True  # has a foot to stand on a band of ground
    is_small: bool = True  # simple enough to be shown six times


MOTIFS = {
    "basket": Motif(),
    "boat": Motif(scale=1.36),
    "bonsai": Motif(PLANTS, is_small=False),
    "bowl": Motif(middle_y=124),
    "fish": Motif(RED, middle_y=128, stands=False),
    "fish_sauce": Motif(RED, middle_y=124),
    "herb": Motif(PLANTS, middle_y=128, is_small=False),
    "honey": Motif(scale=1.3, middle_y=134, stands=False),
    "lacquer": Motif(RED, stands=False, is_small=False),
    "liquor": Motif(scale=1.34),
    "lotus": Motif(PLANTS, scale=1.46, middle_y=128, stands=False),
    "mooncake": Motif(stands=False),
    "mushroom": Motif(middle_y=136),
    "noodles": Motif(PLANTS, scale=1.26, stands=False),
    "peach": Motif(PLANTS, scale=1.42, middle_y=134, stands=False, is_small=False),
    "pomelo": Motif(PLANTS),
    "rice": Motif(PLANTS),
    "silk": Motif(scale=1.34, stands=False, is_small=False),
    "tea": Motif(PLANTS, middle_y=128, stands=False),
}


@cache
def drawing(name: str) -> str:
    """Return the inside of a motif, its colours still named by letters."""
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    found = re.search(r"<title>.*?</title><g [^>]*>(.*)</g></svg>", text, re.DOTALL)
    assert found, f"{name}.svg is not drawn as the others are"
    return found[1]
