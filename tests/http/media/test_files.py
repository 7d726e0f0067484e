import io

import pytest

from shop.media.services import path_of, store
from tests.factories.media import PDF, picture


@pytest.fixture
def kept(folder):
    """A kept file, by its content."""
    return lambda content: store(io.BytesIO(content), "Lan_ký.pdf", actor=None)


@pytest.mark.parametrize(
    ("content", "mimetype"), [(PDF, "application/pdf"), (picture("WEBP"), "image/webp")]
)
def test_a_file_is_handed_out_as_what_it_is_and_kept_for_ever(client, kept, content, mimetype):
    file = kept(content)

    answer = client.http.get(f"/files/{file.checksum}")

    assert answer.data == content
    assert answer.mimetype == mimetype
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers


def test_a_picture_opened_by_itself_may_do_nothing(client, kept):
    answer = client.http.get(f"/files/{kept(picture('JPEG')).checksum}")

    assert answer.headers["Content-Security-Policy"].endswith("sandbox")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_owners_name_for_a_file_is_not_told(client, kept):
    answer = client.http.get(f"/files/{kept(PDF).checksum}")

    assert "Lan" not in str(answer.headers)


def test_a_file_that_a_reader_has_is_not_sent_again(client, kept):
    address = f"/files/{kept(PDF).checksum}"
    tag = client.http.get(address).headers["ETag"]

    assert client.http.get(address, headers={"If-None-Match": tag}).status_code == 304


def test_a_part_of_a_file_can_be_asked_for(client, kept):
    answer = client.http.get(f"/files/{kept(PDF).checksum}", headers={"Range": "bytes=0-4"})

    assert (answer.status_code, answer.data) == (206, b"%PDF-")


@pytest.mark.parametrize("checksum", ["0" * 64, "abc", "..%2f..%2fshop.db"])
def test_an_unknown_file_is_not_found(client, session, checksum):
    assert client.http.get(f"/files/{checksum}").status_code == 404


def test_a_file_that_is_gone_from_the_disk_is_not_found(client, kept):
    file = kept(PDF)
    path_of(file.checksum).unlink()

    assert client.http.get(f"/files/{file.checksum}").status_code == 404
