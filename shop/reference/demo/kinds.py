"""What goods of a kind are packed in, cost and keep, made up to be plausible.

Prices are those of the first pack, VAT included; they were chosen by ear, not looked up.
"""

from dataclasses import dataclass

from shop.catalog.models import NetUnit, Product, ProductGroup

G, ML, PIECE = NetUnit.GRAM, NetUnit.MILLILITRE, NetUnit.PIECE


@dataclass(frozen=True)
class Pack:
    name_vi: str
    name_en: str
    net_quantity: int
    net_unit: NetUnit
    weight_g: int
    times: float = 1.0  # price over the first pack's


@dataclass(frozen=True)
class Kind:
    packs: tuple[Pack, ...]
    least_vnd: int
    most_vnd: int
    shelf_days: int | None  # None: does not spoil
    story: str  # key of steps.STORIES


def _grams(container: tuple[str, str], *sizes: int) -> tuple[Pack, ...]:
    return tuple(
        Pack(
            f"{container[0]} {_weight(size)}",
            f"{container[1]} of {_weight(size)}",
            size,
            G,
            round(size * 1.15) + 20,
            round(size / sizes[0] * (0.96 if size > sizes[0] else 1), 2),
        )
        for size in sizes
    )


def _weight(grams: int) -> str:
    return f"{grams // 1000} kg" if grams % 1000 == 0 else f"{grams} g"


def _bottles(*sizes: int) -> tuple[Pack, ...]:
    return tuple(
        Pack(
            f"Chai {size} ml",
            f"Bottle of {size} ml",
            size,
            ML,
            round(size * 1.5) + 100,
            round(size / sizes[0] * (0.95 if size > sizes[0] else 1), 2),
        )
        for size in sizes
    )


def _pieces(*packs: tuple[str, str, int, int, float]) -> tuple[Pack, ...]:
    return tuple(
        Pack(name_vi, name_en, count, PIECE, weight_g, times)
        for name_vi, name_en, count, weight_g, times in packs
    )


BAG, BOX, PACKET, JAR = ("Túi", "Bag"), ("Hộp", "Box"), ("Gói", "Packet"), ("Hũ", "Jar")

_ONE = _pieces(("1 chiếc", "1 piece", 1, 900, 1))
_PAIR = _pieces(("1 chiếc", "1 piece", 1, 600, 1), ("Bộ 2 chiếc", "Set of 2", 2, 1200, 1.9))
_WORK = _pieces(("1 tác phẩm", "1 work", 1, 2500, 1))
_SET = _pieces(("Bộ 6 món", "Set of 6", 6, 3200, 1), ("Bộ 12 món", "Set of 12", 12, 6200, 1.9))
_PLANT = _pieces(("1 chậu", "1 pot", 1, 4000, 1))

BY_SUBGROUP: dict[str, Kind] = {
    "lotus_tea": Kind(
        _grams(BOX, 50, 100) + (Pack("Hộp quà 200 g", "Gift box of 200 g", 200, G, 420, 4.1),),
        240_000,
        340_000,
        540,
        "lotus_tea",
    ),
    "tea": Kind(_grams(BAG, 100, 200, 500), 45_000, 140_000, 720, "tea"),
    "herbal_tea": Kind(
        (
            Pack("Hộp 20 túi lọc (40 g)", "Box of 20 tea bags (40 g)", 40, G, 90),
            Pack("Hộp 50 túi lọc (100 g)", "Box of 50 tea bags (100 g)", 100, G, 190, 2.3),
        ),
        55_000,
        120_000,
        720,
        "herbs",
    ),
    "coffee": Kind(_grams(BAG, 250, 500), 75_000, 130_000, 360, "roasted"),
    "cake": Kind(_grams(BOX, 300, 500), 45_000, 95_000, 60, "baked"),
    "candy": Kind(_grams(BOX, 250, 500), 35_000, 70_000, 150, "baked"),
    "cereal": Kind(_grams(BOX, 500, 1000), 90_000, 160_000, 270, "roasted"),
    "noodles": Kind(_grams(PACKET, 500, 1000), 30_000, 65_000, 360, "noodles"),
    "rice": Kind(_grams(BAG, 2000, 5000), 56_000, 90_000, 270, "rice"),
    "rice_flakes": Kind(_grams(PACKET, 200, 500), 50_000, 80_000, 30, "rice"),
    "vegetable": Kind(_grams(BAG, 500, 1000), 16_000, 36_000, 6, "fresh"),
    "root_vegetable": Kind(_grams(BAG, 1000, 3000), 22_000, 45_000, 20, "fresh"),
    "fruit": Kind(_grams(BAG, 1000, 3000), 35_000, 85_000, 12, "fresh"),
    "kumquat": Kind(_PLANT, 450_000, 1_800_000, None, "plant"),
    "mushroom": Kind(_grams(BOX, 200, 500), 32_000, 68_000, 10, "mushroom"),
    "bamboo_shoot": Kind(_grams(BAG, 300, 500), 60_000, 120_000, 270, "dried"),
    "meat": Kind(_grams(PACKET, 500, 1000), 85_000, 150_000, 21, "meat"),
    "dried_meat": Kind(_grams(BAG, 200, 500), 150_000, 260_000, 90, "meat"),
    "egg": Kind(
        _pieces(
            ("Vỉ 10 quả", "Tray of 10", 10, 650, 1), ("Vỉ 30 quả", "Tray of 30", 30, 1950, 2.9)
        ),
        38_000,
        55_000,
        25,
        "fresh",
    ),
    "seafood": Kind(_grams(PACKET, 300, 500), 80_000, 180_000, 150, "seafood"),
    "dairy": Kind(
        (
            Pack("Lốc 4 hộp 110 g", "Pack of 4 × 110 g", 440, G, 520),
            Pack("Thùng 24 hộp 110 g", "Case of 24 × 110 g", 2640, G, 3000, 5.7),
        ),
        28_000,
        42_000,
        30,
        "dairy",
    ),
    "nut_milk": Kind(_bottles(300, 1000), 28_000, 45_000, 14, "dairy"),
    "ice_cream": Kind(_grams(BOX, 450, 900), 55_000, 95_000, 360, "dairy"),
    "prepared_dish": Kind(_grams(BOX, 500, 1000), 45_000, 95_000, 7, "cooked"),
    "vegetarian": Kind(_grams(PACKET, 300, 500), 45_000, 80_000, 60, "cooked"),
    "tofu": Kind(_grams(BOX, 500, 1000), 18_000, 28_000, 4, "cooked"),
    "bird_nest": Kind(
        _pieces(
            ("Hộp 6 lọ 70 ml", "Box of 6 × 70 ml", 6, 1100, 1),
            ("Hộp 12 lọ 70 ml", "Box of 12 × 70 ml", 12, 2100, 1.9),
        ),
        260_000,
        460_000,
        360,
        "cooked",
    ),
    "honey": Kind(_bottles(350, 700), 110_000, 210_000, 720, "honey"),
    "fish_sauce": Kind(_bottles(250, 500), 45_000, 85_000, 720, "fermented"),
    "condiment": Kind(_grams(JAR, 250, 500), 35_000, 70_000, 360, "fermented"),
    "spice": Kind(_grams(JAR, 100, 250), 28_000, 65_000, 540, "dried"),
    "nut": Kind(_grams(BAG, 250, 500), 55_000, 120_000, 240, "roasted"),
    "dried_fruit": Kind(_grams(BAG, 200, 500), 48_000, 95_000, 270, "dried"),
    "coconut": Kind(_grams(BOX, 300, 600), 60_000, 120_000, 180, "baked"),
    "oil": Kind(_bottles(250, 500), 90_000, 180_000, 360, "pressed"),
    "turmeric": Kind(_grams(JAR, 200, 500), 95_000, 170_000, 720, "dried"),
    "starch": Kind(_grams(BAG, 500, 1000), 50_000, 95_000, 360, "dried"),
    "liquor": Kind(_bottles(500, 1000), 90_000, 220_000, 1095, "spirit"),
    "water": Kind(
        (
            Pack("Lốc 6 chai 500 ml", "Pack of 6 × 500 ml", 3000, ML, 3200),
            Pack("Thùng 24 chai 500 ml", "Case of 24 × 500 ml", 12000, ML, 12600, 3.8),
        ),
        26_000,
        38_000,
        540,
        "pressed",
    ),
    "juice": Kind(_bottles(330, 750), 32_000, 60_000, 270, "pressed"),
    "supplement": Kind(
        _pieces(
            ("Hộp 30 viên", "Box of 30", 30, 120, 1), ("Hộp 60 viên", "Box of 60", 60, 200, 1.9)
        ),
        120_000,
        240_000,
        720,
        "herbs",
    ),
    "cordyceps": Kind(_grams(BOX, 10, 20), 220_000, 420_000, 540, "herbs"),
    "extract": Kind(_bottles(250, 500), 120_000, 260_000, 540, "herbs"),
    "essential_oil": Kind(_bottles(10, 30), 90_000, 170_000, 1080, "herbs"),
    "soap": Kind(
        _pieces(("1 bánh 100 g", "1 bar of 100 g", 1, 120, 1)), 45_000, 80_000, 1080, "herbs"
    ),
    "incense": Kind(_grams(PACKET, 200, 500), 35_000, 80_000, None, "craft"),
    "ceramics": Kind(_ONE, 180_000, 900_000, None, "ceramics"),
    "wood": Kind(_WORK, 900_000, 6_500_000, None, "craft"),
    "gold_leaf": Kind(_WORK, 900_000, 5_500_000, None, "craft"),
    "instrument": Kind(
        _pieces(("1 cây", "1 instrument", 1, 3500, 1)), 1_800_000, 8_500_000, None, "craft"
    ),
    "lacquer": Kind(_WORK, 350_000, 2_400_000, None, "craft"),
    "mother_of_pearl": Kind(_WORK, 650_000, 4_800_000, None, "craft"),
    "bronze": Kind(_WORK, 1_200_000, 7_500_000, None, "craft"),
    "silk": Kind(
        _pieces(
            ("1 khăn", "1 scarf", 1, 180, 1), ("Hộp quà 2 khăn", "Gift box of 2", 2, 420, 1.95)
        ),
        320_000,
        780_000,
        None,
        "textile",
    ),
    "lotus_silk": Kind(
        _pieces(("1 khăn", "1 scarf", 1, 180, 1)), 1_200_000, 2_600_000, None, "textile"
    ),
    "apparel": Kind(_ONE, 380_000, 1_600_000, None, "textile"),
    "towel": Kind(_PAIR, 45_000, 90_000, None, "textile"),
    "brocade": Kind(_ONE, 180_000, 650_000, None, "textile"),
    "to_he": Kind(_pieces(("Bộ 6 con", "Set of 6", 6, 250, 1)), 60_000, 120_000, 30, "craft"),
}

BY_SET: dict[int, Kind] = {
    1: BY_SUBGROUP["vegetable"],
    2: BY_SUBGROUP["meat"],
    3: BY_SUBGROUP["rice"],
    4: BY_SUBGROUP["honey"],
    5: BY_SUBGROUP["prepared_dish"],
    6: BY_SUBGROUP["cake"],
    7: BY_SUBGROUP["dried_fruit"],
    8: BY_SUBGROUP["meat"],
    9: BY_SUBGROUP["fish_sauce"],
    10: BY_SUBGROUP["spice"],
    11: BY_SUBGROUP["tea"],
    12: BY_SUBGROUP["herbal_tea"],
    13: BY_SUBGROUP["coffee"],
    14: BY_SUBGROUP["liquor"],
    15: BY_SUBGROUP["liquor"],
    16: BY_SUBGROUP["water"],
    17: BY_SUBGROUP["juice"],
    18: BY_SUBGROUP["supplement"],
    19: BY_SUBGROUP["soap"],
    20: BY_SUBGROUP["extract"],
    21: Kind(_PAIR, 120_000, 480_000, None, "craft"),
    22: BY_SUBGROUP["apparel"],
    23: Kind(_PLANT, 150_000, 650_000, None, "plant"),
    24: Kind(_PLANT, 350_000, 2_400_000, None, "plant"),
    25: Kind(_ONE, 200_000, 900_000, None, "fresh"),
}
_FRESH_MEAT = Kind(_grams(("Khay", "Tray"), 500, 1000), 75_000, 150_000, 5, "meat")
_CERAMIC_SET = Kind(_SET, 450_000, 1_500_000, None, "ceramics")
_FRESH_SETS = {2}


def kind_of(product: Product) -> Kind | None:
    """Return what a product's kind is packed in; None for services, which have no packs."""
    if product.product_group is ProductGroup.TOURISM:
        return None
    if product.subgroup == "ceramics" and product.name_vi.startswith("Bộ"):
        return _CERAMIC_SET
    if product.subgroup == "meat" and product.criteria_set_no in _FRESH_SETS:
        return _FRESH_MEAT
    return BY_SUBGROUP.get(product.subgroup or "") or BY_SET[product.criteria_set_no]
