"""Mail addresses: only plain ones, which every mail server takes."""

import re

LONGEST = 254
# No quotes, commas or line breaks: an address goes into a letter's header as it is.
_ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z]{2,63}")


def mail_address(text: str) -> str | None:
    """Return a mail address in lower case, or None if it is none."""
    address = text.strip().lower()
    return address if len(address) <= LONGEST and _ADDRESS.fullmatch(address) else None
