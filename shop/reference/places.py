"""From places as sources name them, mostly before July 2025, to the units of today."""

import re
from collections import defaultdict
from typing import Any

from shop.lib.text import tone_normalised
from shop.reference.rows import CommuneRow, FormerCommuneRow
from shop.reference.tables import Tables

_KIND = re.compile(r"^(thành phố|tp\.?|tỉnh|quận|huyện|thị xã|thị trấn|phường|xã|đặc khu)\s+(?=\S)")
_UNIT_IN_ADDRESS = re.compile(r"(?:^|,\s*)((?:xã|phường|đặc khu)\s[^,]+)$", re.IGNORECASE)


def place_key(name: str | None) -> str:
    """Return a name of a unit without its kind, spelled for comparing."""
    return _KIND.sub("", tone_normalised(name or ""))


class PlaceBook:
    """Looks up today's units by names of today and of before."""

    def __init__(self, tables: Tables) -> None:
        self.communes: dict[str, CommuneRow] = {row.code: row for row in tables.communes.rows}
        self._provinces = {place_key(row.name): row.code for row in tables.provinces.rows}
        self._by_name: dict[tuple[str, str], str] = {}
        self._by_district: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._former: dict[tuple[str, str, str], list[FormerCommuneRow]] = defaultdict(list)
        for commune in tables.communes.rows:
            self._by_name[commune.province_code, place_key(commune.name)] = commune.code
        for row in tables.former_communes.rows:
            self._add_former(row)

    def _add_former(self, row: FormerCommuneRow) -> None:
        if row.new_commune_code not in self.communes:
            return  # reported as an unresolved reference
        province, district, commune = map(
            place_key, (row.old_province, row.old_district, row.old_commune)
        )
        today = self.communes[row.new_commune_code].province_code
        self._provinces.setdefault(province, today)
        self._by_district[province, district].add(row.new_commune_code)
        self._former[province, district, commune].append(row)

    def province_code(self, name: str | None) -> str | None:
        """Return today's province of a province of today or of before."""
        return self._provinces.get(place_key(name))

    def commune_code(self, row: Any) -> str | None:
        """Return today's commune of a row with a place, if its names leave only one.

        :param row: with commune_code, commune, district and province; perhaps an address
        """
        if row.commune_code:
            return str(row.commune_code)
        found = self._successors(row)
        if not found and not row.commune and not row.district:
            match = _UNIT_IN_ADDRESS.search(getattr(row, "address", None) or "")
            found = {self._today(row.province, match[1])} if match else set()
        return found.pop() if len(found) == 1 else None

    def agrees(self, row: Any) -> bool:
        """Say whether the commune of today that a row names is one its older names allow."""
        allowed = self._successors(row) | {self._today(row.province, row.commune)}
        allowed.discard(None)
        if not allowed:
            return True  # the names are too old or too vague to contradict
        return row.commune_code in allowed

    def _today(self, province: str | None, commune: str | None) -> str | None:
        return self._by_name.get((self.province_code(province) or "", place_key(commune)))

    def _successors(self, row: Any) -> set[str | None]:
        province, district = place_key(row.province), place_key(row.district)
        former = self._former.get((province, district, place_key(row.commune)), [])
        found: set[str | None] = {each.new_commune_code for each in former}
        if not found and row.district and not row.commune:
            # An island is one commune now.
            found = set(self._by_district.get((province, district), set()))
        return found
