"""Vietnamese telephone numbers."""

import phonenumbers


def phone_e164(text: str) -> str | None:
    """Return a telephone number as +84…, or None if it is none that Vietnam could dial."""
    try:
        number = phonenumbers.parse(text, "VN")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def phone_for_people(e164: str) -> str:
    """Return a number as people here write it: 0912 345 678."""
    number = phonenumbers.parse(e164, "VN")
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if number.country_code == 84
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    return phonenumbers.format_number(number, style)
