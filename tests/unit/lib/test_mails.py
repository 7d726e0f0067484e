import pytest

from shop.lib.mails import LONGEST, mail_address


@pytest.mark.parametrize(
    "text", ["lan@example.vn", " Lan.Anh+cho@Mail.Example.VN ", "o'brien@example.vn", "a@b.co"]
)
def test_a_plain_address_is_taken_in_lower_case(text):
    assert mail_address(text) == text.strip().lower()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "lan",
        "lan@",
        "@example.vn",
        "lan@example",
        "lan@example..vn",
        "lan@@example.vn",
        "lan anh@example.vn",
        "lan@example.vn,hoa@example.vn",
        "lan@example.vn\nBcc: all@example.vn",
        "lan\0@example.vn",
        "Lan <lan@example.vn>",
        "người@example.vn",
        f"{'a' * 65}@example.vn",
        f"lan@{'a.' * 125}vn",
    ],
)
def test_what_would_upset_a_letters_header_is_refused(text):
    assert mail_address(text) is None


def test_an_address_may_be_as_long_as_its_column_and_no_longer():
    longest = "a@" + "b" * 60 + "." + "c" * 60 + "." + "d" * 60 + "." + "e" * 60 + ".com"
    longest += "x" * (LONGEST - len(longest))

    assert len(longest) == LONGEST
    assert mail_address(longest) == longest
    assert mail_address("a" + longest) is None
