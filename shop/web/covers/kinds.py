"""Which drawings suit a product: by the words of its name, then by its subgroup and set.

Within a row the earlier words are the more telling ones: "trà gạo lứt" is a tea.
"""

import re
from functools import lru_cache

# Words of Vietnamese names, whole words only, and the drawings that they call for.
Words = tuple[tuple[str, tuple[str, ...]], ...]

EDIBLE: Words = (
    ("chay|rong biển|đậu phụ", ("greens", "bowl")),
    ("rượu", ("liquor",)),
    ("nước mắm", ("fish_sauce",)),
    ("nước khoáng|nước uống", ("water",)),
    ("nhung hươu|xương hươu", ("deer",)),
    ("mật ong", ("honey",)),
    ("kem đánh răng|xà phòng|nước rửa tay", ("soap",)),
    ("kem", ("ice_cream",)),
    ("sữa hạt", ("peanut", "milk")),
    ("sữa", ("milk",)),
    ("nước cốt phở|nước cốt lẩu|nước cốt canh|bột nêm", ("bowl",)),
    ("trà sen|chè sen|trà hoa sen", ("lotus", "lotus", "teapot")),
    ("trà hoa|ướp hoa|hoa nhài", ("herb", "teapot")),
    ("chè lam|cu đơ", ("peanut",)),
    ("chè đậu", ("bowl",)),
    ("trà bưởi", ("pomelo", "teapot")),
    ("bánh đậu|bánh trung thu|bánh khô mè|bánh khoai|bánh vừng", ("mooncake",)),
    ("trà cà gai leo|trà.*giảo cổ lam|trà.*dây thìa canh|thảo dược", ("herb", "teapot")),
    ("trà|chè", ("tea", "tea", "teapot")),
    ("cà phê", ("coffee",)),
    ("bánh chưng|xôi", ("chung_cake",)),
    ("bánh đa|bánh tráng|bánh cuốn|bún|miến|phở khô|mỳ|mì", ("noodles",)),
    ("kẹo lạc|kẹo dồi|kẹo vừng|lạc|đậu phộng|hạt điều|mắc ca|sachi", ("peanut",)),
    ("nấm|linh chi|đông trùng|mộc nhĩ", ("mushroom",)),
    ("bánh tôm", ("shrimp",)),
    ("giò|chả bò|chả mỡ|chả nướng|nem|tré", ("gio_lua", "gio_lua", "pig")),
    ("gà", ("rooster",)),
    ("lợn|thịt|lạp sườn|ruốc|xúc xích|khẩu nhục|bò khô|khô bò", ("pig",)),
    ("yến sào|tổ yến", ("swallow",)),
    ("trứng", ("eggs",)),
    ("cà chua", ("tomato",)),
    ("cà tím", ("eggplant",)),
    ("su hào", ("kohlrabi",)),
    ("cà rốt|củ mài|sắn dây|khoai", ("carrot",)),
    ("tỏi|hành", ("garlic",)),
    ("ớt", ("chilli",)),
    ("nghệ|gừng|curcumin", ("ginger",)),
    ("dừa", ("coconut",)),
    ("chuối", ("banana",)),
    ("bưởi|cam|quýt|quật", ("pomelo",)),
    ("nho|nhãn|vải|chôm chôm|măng cụt|mận|trám", ("longan",)),
    ("dưa lưới|bí xanh|đu đủ|thanh long|sầu riêng", ("melon",)),
    ("ổi|lê|xoài|chanh dây", ("mango",)),
    ("mắm", ("fish_sauce",)),
    ("tôm|tép|cáy|rươi", ("shrimp",)),
    ("cá|chả cá|thát lát|lươn|chả mực|sứa", ("fish",)),
    ("gạo|nếp|cốm", ("rice",)),
    ("tinh dầu|dầu", ("oil",)),
)
CRAFTS: Words = (
    ("đàn", ("lute",)),
    ("tủ|sạp|bàn giám đốc|bàn trang điểm", ("cabinet",)),
    ("trống", ("drum",)),
    ("đèn lồng", ("lantern",)),
    ("tò he", ("to_he",)),
    ("thổ cẩm", ("brocade",)),
    ("túi", ("bag",)),
    ("lụa|tơ|khăn|áo|vải", ("silk",)),
    ("chiếu|thảm cói", ("mat",)),
    ("giỏ|mây tre|ống hút", ("basket",)),
    ("sơn mài|khảm", ("lacquer",)),
    ("ngọc trai|dây chuyền", ("pearl",)),
    ("nhang|hương|trầm|nụ", ("incense",)),
    ("nậm rượu", ("liquor",)),
    ("ấm|khay trà", ("teapot",)),
    ("bát|đĩa", ("bowl",)),
    ("hoa sen", ("lotus", "bowl")),
    ("tiên ngư|song ngư|cá", ("fish", "vase")),
    ("chậu lan", ("orchid",)),
    ("bình|lọ|chum|gốm", ("vase",)),
)
LIVING: Words = (
    ("quất", ("kumquat",)),
    ("đào", ("peach",)),
    ("bon sai|thế", ("bonsai",)),
    ("đình|đền|bản làng|di tích", ("gate",)),
)
# What craft villages live by, where the words for products do not say it.
TRADES: Words = (
    ("mộc|gỗ", ("cabinet",)),
    ("da", ("bag",)),
    ("may|dệt", ("brocade", "silk")),
    ("tre|giang|cỏ tế", ("basket",)),
    ("nón", ("hat",)),
    ("đồng|kim khí", ("drum",)),
    ("diều", ("fan",)),
    ("lưới", ("boat",)),
    ("hoa|cây cảnh", ("orchid", "bonsai", "peach")),
    ("mỹ nghệ", ("lacquer",)),
)

# Where no word tells: what the subgroup is mostly made of.
SUBGROUPS: dict[str, tuple[str, ...]] = {
    "apparel": ("silk", "brocade"),
    "bag": ("bag",),
    "bamboo_rattan": ("basket", "hat"),
    "bamboo_shoot": ("greens",),
    "bird_nest": ("swallow",),
    "bougainvillea": ("orchid",),
    "brocade": ("brocade",),
    "bronze": ("drum",),
    "cake": ("mooncake",),
    "candy": ("peanut",),
    "ceramics": ("vase", "bowl"),
    "cereal": ("rice", "peanut"),
    "chilli_sauce": ("chilli",),
    "coconut": ("coconut",),
    "coffee": ("coffee",),
    "community_tourism": ("gate", "hat"),
    "condiment": ("chilli", "garlic", "fish_sauce"),
    "cordyceps": ("mushroom",),
    "dairy": ("milk",),
    "dessert": ("bowl",),
    "dried_fruit": ("longan", "mango"),
    "dried_meat": ("pig",),
    "egg": ("eggs",),
    "essential_oil": ("oil",),
    "extract": ("mortar", "herb"),
    "fish_sauce": ("fish_sauce",),
    "flower": ("orchid",),
    "foot_salt": ("ginger",),
    "fruit": ("mango", "longan"),
    "fruit_pulp": ("mango",),
    "gold_leaf": ("drum", "vase", "lacquer"),
    "herbal_tea": ("teapot", "herb", "tea"),
    "honey": ("honey",),
    "household_goods": ("basket", "hat"),
    "ice_cream": ("ice_cream",),
    "incense": ("incense",),
    "instrument": ("lute",),
    "jewellery": ("pearl",),
    "juice": ("oil",),
    "kumquat": ("kumquat",),
    "lacquer": ("lacquer",),
    "lantern": ("lantern",),
    "liquor": ("liquor",),
    "lotus_silk": ("silk", "lotus"),
    "lotus_tea": ("lotus",),
    "meat": ("pig",),
    "molasses": ("oil",),
    "mother_of_pearl": ("lacquer",),
    "mushroom": ("mushroom",),
    "noodles": ("noodles",),
    "nut": ("peanut",),
    "nut_milk": ("milk",),
    "oil": ("oil",),
    "orchid": ("orchid",),
    "peach": ("peach",),
    "pearl": ("pearl",),
    "pickle": ("greens", "chilli"),
    "prepared_dish": ("bowl",),
    "rice": ("rice",),
    "rice_flakes": ("rice",),
    "root_vegetable": ("carrot",),
    "rural_tourism": ("gate", "boat", "hat"),
    "seafood": ("shrimp", "fish"),
    "sedge": ("mat",),
    "silk": ("silk",),
    "silk_collage": ("silk",),
    "soap": ("soap",),
    "souvenir": ("fan", "hat"),
    "spice": ("chilli", "garlic"),
    "spirulina": ("herb",),
    "starch": ("carrot",),
    "stone": ("vase",),
    "supplement": ("mortar", "herb"),
    "tea": ("tea", "teapot"),
    "to_he": ("to_he",),
    "tofu": ("bowl",),
    "toothpaste": ("soap",),
    "towel": ("silk",),
    "turmeric": ("ginger",),
    "vegetable": ("greens",),
    "vegetarian": ("bowl", "greens"),
    "water": ("water",),
    "wood": ("cabinet", "lacquer"),
}

# Where the subgroup is unknown: what a criteria set covers.
SETS: dict[int, tuple[str, ...]] = {
    1: ("greens", "mango", "tomato"),
    2: ("eggs", "rooster", "pig"),
    3: ("rice",),
    4: ("honey",),
    5: ("bowl",),
    6: ("noodles", "mooncake"),
    7: ("peanut", "coconut"),
    8: ("gio_lua", "fish"),
    9: ("fish_sauce",),
    10: ("chilli", "garlic"),
    11: ("tea", "teapot"),
    12: ("teapot", "herb"),
    13: ("coffee",),
    14: ("liquor",),
    15: ("liquor",),
    16: ("water",),
    17: ("milk",),
    18: ("mortar",),
    19: ("soap",),
    20: ("herb", "mortar"),
    21: ("basket", "vase", "lacquer"),
    22: ("silk", "brocade"),
    23: ("orchid", "peach"),
    24: ("bonsai", "kumquat"),
    25: ("fish", "bonsai"),
    26: ("gate", "boat"),
}
ANY = ("basket", "rice", "lotus")


def _compiled(words: Words) -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    return tuple((re.compile(rf"(?<!\w)(?:{some})(?!\w)"), motifs) for some, motifs in words)


_EDIBLE, _CRAFTS, _LIVING = _compiled(EDIBLE), _compiled(CRAFTS), _compiled(LIVING)
_VILLAGES = _compiled(CRAFTS + LIVING + TRADES + EDIBLE)
FIRST_CRAFT_SET, FIRST_LIVING_SET = 21, 23


@lru_cache(maxsize=4096)
def motifs_for(criteria_set_no: int | None, subgroup: str | None, name: str) -> tuple[str, ...]:
    """Return the drawings that suit a product, the likelier ones more than once.

    :param name: the product's Vietnamese name
    """
    set_no = criteria_set_no or 0
    if set_no < FIRST_CRAFT_SET:
        patterns = _EDIBLE
    else:
        patterns = _CRAFTS if set_no < FIRST_LIVING_SET else _LIVING
    return _by_words(patterns, name) or SUBGROUPS.get(subgroup or "") or SETS.get(set_no) or ANY


def motifs_for_craft(craft: str) -> tuple[str, ...]:
    """Return the drawings that suit a craft village.

    :param craft: what it lives by, in Vietnamese
    """
    return _by_words(_VILLAGES, craft) or ANY


def _by_words(
    patterns: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...], text: str
) -> tuple[str, ...] | None:
    words = text.casefold()
    return next((motifs for pattern, motifs in patterns if pattern.search(words)), None)
