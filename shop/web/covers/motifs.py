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
    "bag": Motif(scale=1.42, middle_y=132),
    "banana": Motif(PLANTS, scale=1.42, middle_y=120),
    "basket": Motif(),
    "boat": Motif(scale=1.36),
    "bonsai": Motif(PLANTS, is_small=False),
    "bowl": Motif(middle_y=124),
    "brocade": Motif(RED, scale=1.42, middle_y=133),
    "cabinet": Motif(RED, scale=1.42, middle_y=133, is_small=False),
    "carrot": Motif(PLANTS, scale=1.31, middle_y=117),
    "chilli": Motif(PLANTS, scale=1.42),
    "chung_cake": Motif(scale=1.42, middle_y=131),
    "coconut": Motif(PLANTS, scale=1.39, middle_y=118),
    "coffee": Motif(scale=1.41),
    "deer": Motif(scale=1.42, middle_y=118),
    "drum": Motif(scale=1.42, middle_y=132),
    "eggs": Motif(scale=1.40, middle_y=143),
    "eggplant": Motif(PLANTS, middle_y=130),
    "fan": Motif(middle_y=130, stands=False),
    "fish": Motif(RED, middle_y=128, stands=False),
    "fish_sauce": Motif(RED, middle_y=124),
    "garlic": Motif(middle_y=125),
    "gate": Motif(scale=1.19, middle_y=125),
    "ginger": Motif(PLANTS, scale=1.42, middle_y=117, stands=False),
    "gio_lua": Motif(scale=1.42, middle_y=134, is_small=False),
    "greens": Motif(PLANTS, scale=1.42, middle_y=128),
    "hat": Motif(middle_y=136, stands=False),
    "herb": Motif(PLANTS, middle_y=128, is_small=False),
    "honey": Motif(scale=1.3, middle_y=134, stands=False),
    "ice_cream": Motif(scale=1.42),
    "incense": Motif(middle_y=116),
    "kumquat": Motif(PLANTS, middle_y=119),
    "kohlrabi": Motif(PLANTS),
    "lacquer": Motif(RED, stands=False, is_small=False),
    "lantern": Motif(scale=1.31, stands=False),
    "liquor": Motif(scale=1.34),
    "longan": Motif(PLANTS, scale=1.31, middle_y=119, stands=False),
    "lotus": Motif(PLANTS, scale=1.46, middle_y=128, stands=False),
    "lute": Motif(scale=1.42),
    "mango": Motif(PLANTS, scale=1.42, middle_y=124),
    "mat": Motif(scale=1.42, middle_y=151, is_small=False),
    "melon": Motif(PLANTS, scale=1.42),
    "milk": Motif(scale=1.42),
    "mooncake": Motif(stands=False),
    "mortar": Motif(PLANTS, scale=1.42),
    "mushroom": Motif(middle_y=136),
    "noodles": Motif(PLANTS, scale=1.26, stands=False),
    "oil": Motif(PLANTS, middle_y=119),
    "orchid": Motif(PLANTS, scale=1.42, is_small=False),
    "peach": Motif(PLANTS, scale=1.42, middle_y=134, stands=False, is_small=False),
    "peanut": Motif(PLANTS, middle_y=114),
    "pearl": Motif(scale=1.42, middle_y=124, stands=False),
    "pig": Motif(scale=1.42, middle_y=142),
    "pomelo": Motif(PLANTS),
    "rice": Motif(PLANTS),
    "rooster": Motif(scale=1.42, middle_y=125),
    "shrimp": Motif(scale=1.42, middle_y=134, stands=False),
    "silk": Motif(scale=1.34, stands=False, is_small=False),
    "soap": Motif(scale=1.42, middle_y=119),
    "swallow": Motif(scale=1.42, middle_y=116, stands=False),
    "tea": Motif(PLANTS, middle_y=128, stands=False),
    "teapot": Motif(middle_y=135),
    "to_he": Motif(scale=1.42, middle_y=135),
    "tomato": Motif(PLANTS | RED, middle_y=130),
    "vase": Motif(scale=1.42, middle_y=126),
    "water": Motif(scale=1.42),
}


@cache
def drawing(name: str) -> str:
    """Return the inside of a motif, its colours still named by letters."""
    text = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
    found = re.search(r"<title>.*?</title><g [^>]*>(.*)</g></svg>", text, re.DOTALL)
    assert found, f"{name}.svg is not drawn as the others are"
    return found[1]
