"""The colours of a print, named after what they are taken from."""

from typing import NamedTuple


class Palette(NamedTuple):
    """Letters are those that motifs and patterns are drawn in."""

    name: str
    g: str  # ground
    h: str  # pattern, one step from the ground
    a: str  # main
    b: str  # second: leaves, water
    c: str  # third
    p: str  # shell white
    k: str  # outline


PALETTES = (
    Palette("diep", "#F3E6CE", "#E7D3AF", "#C8482F", "#3B7A5A", "#E3A83C", "#FFFAEE", "#2A1F18"),
    Palette("hoe", "#EDBF5E", "#E0AC43", "#B8362A", "#2F6B4F", "#F7DD9A", "#FFF8E6", "#2A1F18"),
    Palette("cham", "#31507F", "#3F6194", "#D95F4A", "#5E9A7B", "#EDBF5E", "#FBF3E1", "#141D33"),
    Palette("la", "#9DBB93", "#8CAD83", "#C8482F", "#2F6B4F", "#F0CC74", "#FFF8E6", "#1E2A20"),
    Palette("sen", "#F2CBC6", "#E9B6B3", "#D45F78", "#3F7F5F", "#F1C866", "#FFF6EC", "#32191C"),
    Palette("son", "#BE4330", "#AD3826", "#E9A93A", "#4C8A66", "#F6D78B", "#FFF3DD", "#2B110D"),
    Palette("troi", "#BFD6D6", "#AAC7C8", "#C8482F", "#35729A", "#EDBF5E", "#FFFAF0", "#1B2830"),
    Palette("dat", "#D9A176", "#CC9063", "#8E2F24", "#3F6B4C", "#F3D08A", "#FFF4E2", "#2A1710"),
)
