"""What fills the ground of a print, never stronger than one step of tone."""

RAYS = (
    "M200 200L500 200L494 258ZM200 200L477 315L449 367ZM200 200L412 412L367 449Z"
    "M200 200L315 477L258 494ZM200 200L200 500L141 494ZM200 200L85 477L33 449Z"
    "M200 200L-12 412L-49 367ZM200 200L-77 315L-94 258ZM200 200L-100 200L-94 141Z"
    "M200 200L-77 85L-49 33ZM200 200L-12 -12L33 -49ZM200 200L85 -77L141 -94Z"
    "M200 200L200 -100L258 -94ZM200 200L315 -77L367 -49ZM200 200L412 -12L449 33Z"
    "M200 200L477 85L494 141Z"
)

# Width, height and drawing of one tile; {h} is the colour.
TILES = {
    "seeds": (
        28,
        28,
        '<g fill="{h}"><circle cx="7" cy="7" r="3.2"/><circle cx="21" cy="21" r="3.2"/></g>',
    ),
    "rain": (
        26,
        40,
        '<path d="M6 4l-1 14M19 23l-1 14" stroke="{h}" stroke-width="4" stroke-linecap="round"/>',
    ),
    "waves": (
        48,
        24,
        '<path d="M0 24a24 24 0 0 1 48 0M10 24a14 14 0 0 1 28 0M-24 12a24 24 0 0 1 48 0'
        'M24 12a24 24 0 0 1 48 0" fill="none" stroke="{h}" stroke-width="3.4"/>',
    ),
    "weave": (
        36,
        36,
        '<path d="M2 5h14M2 12h14M23 2v14M30 2v14M20 24h14M20 31h14M5 20v14M12 20v14" '
        'stroke="{h}" stroke-width="3.6" stroke-linecap="round"/>',
    ),
    "blossom": (
        44,
        44,
        '<path d="M22 22c-8-4-8-12 0-18c8 6 8 14 0 18c-8 4-8 12 0 18c8-6 8-14 0-18'
        'c-4-8-12-8-18 0c6 8 14 8 18 0c4-8 12-8 18 0c-6 8-14 8-18 0Z" fill="{h}"/>',
    ),
    "furrows": (
        60,
        22,
        '<path d="M0 11c10-9 20-9 30 0s20 9 30 0" fill="none" stroke="{h}" stroke-width="4.4"/>',
    ),
    "clouds": (
        84,
        56,
        '<path d="M8 34h34c10 0 12-16 0-16c-6 0-8 8-2 9M46 34h18M50 8h30M4 8h14" '
        'fill="none" stroke="{h}" stroke-width="3.8" stroke-linecap="round"/>',
    ),
}

PATTERNS = (*TILES, "rays")


def ground(pattern: str, colour: str, mark: str) -> str:
    """Return the filling of a print's ground.

    :param mark: part of the tile's id, so that several prints can stand in one document
    """
    if pattern == "rays":
        return f'<path d="{RAYS}" fill="{colour}"/>'
    width, height, drawing = TILES[pattern]
    return (
        f'<defs><pattern id="p{mark}" width="{width}" height="{height}" '
        f'patternUnits="userSpaceOnUse">{drawing.format(h=colour)}</pattern></defs>'
        f'<path d="M0 0H400V400H0Z" fill="url(#p{mark})"/>'
    )
