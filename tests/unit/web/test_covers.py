"""Prints composed for products without photographs."""

import csv
import re
import xml.etree.ElementTree as ElementTree

import pytest

from shop.reference.dataset import DATA
from shop.web.covers import compose, cover_svg, motifs_for, motifs_for_craft, shifts
from shop.web.covers.compose import _Draw
from shop.web.covers.kinds import ANY, CRAFTS, EDIBLE, LIVING, SETS, SUBGROUPS, TRADES
from shop.web.covers.motifs import FOLDER, MOTIFS
from shop.web.covers.palettes import PALETTES

USUAL_BYTES = 6 * 1024
MOST_BYTES = 8 * 1024


@pytest.fixture(scope="module")
def products():
    """Every published product: code, name, criteria set, subgroup."""
    with open(DATA / "ocop" / "products.csv", encoding="utf-8", newline="") as file:
        return [
            (row["code"], row["name"], int(row["criteria_set"]), row["subgroup"])
            for row in csv.DictReader(file)
        ]


def test_there_are_at_least_thirty_motifs_each_with_its_drawing():
    assert len(MOTIFS) >= 30
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(MOTIFS)


def test_every_motif_is_called_for_and_every_call_is_answered():
    rows = [motifs for _, motifs in EDIBLE + CRAFTS + LIVING + TRADES]
    rows += [*SUBGROUPS.values(), *SETS.values(), ANY]
    named = {motif for motifs in rows for motif in motifs}

    assert named == set(MOTIFS)


def test_a_print_never_changes():
    first = compose("p-che-dinh", ("tea", "teapot"))
    compose.cache_clear()

    assert compose("p-che-dinh", ("tea", "teapot")) == first


def test_prints_are_valid_light_and_carry_no_style(products):
    prints = [cover_svg(*product) for product in products]

    for print_ in prints:
        ElementTree.fromstring(print_)
        assert not re.search(r"style=|var\(|<style|<script|\{", print_)
        assert len(print_.encode()) <= MOST_BYTES
    usual = [print_ for print_ in prints if len(print_.encode()) <= USUAL_BYTES]
    assert len(usual) >= 0.9 * len(prints)


def test_a_collection_has_few_twins(products):
    prints = {cover_svg(*product) for product in products}

    assert len(prints) >= 0.98 * len(products)


def test_ids_of_two_prints_do_not_clash():
    ids = [set(re.findall(r'id="(\w+)"', compose(seed, ("fan", "hat")))) for seed in ("a", "b")]

    assert not ids[0] & ids[1]


@pytest.mark.parametrize("name", MOTIFS)
def test_a_motif_is_printed_only_in_palettes_that_suit_it(name):
    palettes = {_Draw(f"seed {i}", (name,), i).palette.name for i in range(200)}

    assert not palettes & MOTIFS[name].skips
    assert len(palettes) == len(PALETTES) - len(MOTIFS[name].skips)


def test_neighbours_in_a_list_differ_in_palette(products):
    moves = shifts(products)

    palettes = [
        _Draw(code, motifs_for(set_no, subgroup, name), shift).palette.name
        for (code, name, set_no, subgroup), shift in zip(products, moves, strict=True)
    ]
    assert all(a != b for a, b in zip(palettes, palettes[1:], strict=False))


@pytest.mark.parametrize(
    ("set_no", "subgroup", "name", "motif"),
    [
        (11, "tea", "Chè đinh Tân Cương", "tea"),
        (11, "lotus_tea", "Trà sen Hiền Xiêm", "lotus"),
        (9, "fish_sauce", "Nước mắm Lê Gia", "fish_sauce"),
        (6, "cake", "Chè lam Thạch Xá", "peanut"),
        (6, "cake", "Bánh chưng Đất Tổ", "chung_cake"),
        (7, "vegetarian", "Xúc xích chay", "greens"),
        (5, "prepared_dish", "Ốc hấp đèn lồng Bà Ngoại", "bowl"),
        (21, "ceramics", "Bình tỏi men Chu Đậu", "vase"),
        (21, "wood", "Tủ chè gỗ trắc", "cabinet"),
        (22, "silk", "Vải lụa Vạn Phúc", "silk"),
        (24, "kumquat", "Quất bon sai Dương Gia", "kumquat"),
        (26, "rural_tourism", "Đình Trịnh Xuyên", "gate"),
        (None, None, "Một món lạ", "basket"),
    ],
)
def test_the_picture_fits_the_product(set_no, subgroup, name, motif):
    assert motif in motifs_for(set_no, subgroup, name)


@pytest.mark.parametrize(
    ("craft", "motif"),
    [
        ("Gốm sứ", "vase"),
        ("Bánh cuốn", "noodles"),
        ("Đồ gỗ mỹ nghệ", "cabinet"),
        ("Hoa đào", "peach"),
        ("Quất cảnh", "kumquat"),
        ("Mây tre, giang đan", "basket"),
        ("Làm đàn", "lute"),
        ("Một nghề lạ", "basket"),
    ],
)
def test_the_picture_of_a_village_fits_its_craft(craft, motif):
    assert motif in motifs_for_craft(craft)
