import errno
import io

import pytest
from sqlalchemy import select

from shop.accounts.models import Role, Scope
from shop.audit.models import AuditEntry
from shop.media.models import File
from shop.media.services import files
from tests.factories.accounts import make_user
from tests.factories.certification import make_certificate
from tests.factories.media import PDF, picture


@pytest.fixture(autouse=True)
def folder(app, tmp_path, monkeypatch):
    monkeypatch.setitem(app.config, "MEDIA_PATH", tmp_path)
    return tmp_path


@pytest.fixture
def officer(client, session):
    person = make_user(Role.OFFICER)
    client.sign_in(person)
    return person


@pytest.fixture
def certificate(session):
    return make_certificate()


def attach(client, certificate, content=PDF, *, status=303, lang="vi", name="qd.pdf"):
    return client.post(
        "certification_office.scan",
        {"file": (io.BytesIO(content), name)} if content is not None else {},
        public_id=certificate.public_id,
        status=status,
        lang=lang,
    )


def public_page(client, certificate, lang="vi"):
    return client.get("certification.show", public_id=certificate.public_id, lang=lang)


def test_an_officer_attaches_the_scan_and_anyone_can_open_it(client, officer, certificate):
    answer = attach(client, certificate)

    assert answer.location == f"/certificates/{certificate.public_id}"
    client.post("accounts.sign_out", {})
    link = public_page(client, certificate).select_one("a[href^='/files/']")
    assert client.http.get(link["href"]).data == PDF


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "Mở tệp PDF (1 kB)"), ("en", "Open the PDF file (1 kB)")]
)
def test_the_link_says_what_opens(client, officer, certificate, lang, words):
    attach(client, certificate)

    link = public_page(client, certificate, lang).select_one("a[href^='/files/']")

    assert link.text.replace("\N{NO-BREAK SPACE}", " ") == words


def test_programs_get_the_address_of_the_scan(client, officer, certificate):
    attach(client, certificate)

    answer = client.http.get(f"/api/v1/certificates/{certificate.public_id}").json

    assert client.http.get(answer["scan_url"]).data == PDF


def test_a_later_scan_takes_the_place_of_the_first(client, officer, certificate, session):
    attach(client, certificate)
    attach(client, certificate, picture("JPEG"), name="qd.jpg")

    session.refresh(certificate)
    assert certificate.scan.kind == "JPEG"
    entries = session.scalars(select(AuditEntry).filter_by(action="certificate.scan_attached"))
    assert [entry.actor_id for entry in entries] == [officer.id, officer.id]


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_the_page_has_its_form_in_both_languages(client, officer, certificate, lang):
    page = client.get("certification_office.scan", public_id=certificate.public_id, lang=lang)

    assert page.select_one("label[for=file]")
    assert page.select_one("form[enctype='multipart/form-data'] input[type=file]")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "Bạn chọn tệp giúp."),
        (b"", "Tệp này trống."),
        (b"MZ", "Đây không phải tệp PDF"),
        (b"%PDF-1.7", "Tệp bị hỏng hoặc chưa đủ."),
        (PDF + b" " * 5_000, "Tệp lớn hơn 15 MB."),
    ],
)
def test_a_refused_file_is_explained_and_nothing_changes(
    client, officer, certificate, session, content, said, monkeypatch
):
    monkeypatch.setattr(files, "LARGEST_BYTES", 4_000)

    page = attach(client, certificate, content, status=422)

    assert said in page.select_one("#file-error").text
    assert page.select_one("#file")["aria-invalid"] == "true"
    session.refresh(certificate)
    assert certificate.scan_id is None


def test_a_request_beyond_all_measure_is_refused_before_it_is_read(
    client, officer, certificate, monkeypatch
):
    monkeypatch.setitem(client.app.config, "MAX_CONTENT_LENGTH", 4_000)

    page = attach(client, certificate, b" " * 5_000, status=413)

    assert "Gửi một lần được tối đa" in page.text


def test_a_full_disk_is_said_and_leaves_nothing(
    client, officer, certificate, session, folder, monkeypatch
):
    def full(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "_copy", full)

    page = attach(client, certificate, status=422)

    assert "Chợ đang hết chỗ lưu" in page.select_one("[role=alert]").text
    assert session.scalar(select(File.id)) is None
    assert not [path for path in folder.rglob("*") if path.is_file()]


def test_an_officer_of_one_province_keeps_its_certificates_only(client, session, certificate):
    client.sign_in(make_user(Role.OFFICER, Scope.PROVINCE, "01"))
    client.get("certification_office.scan", public_id=certificate.public_id)

    client.sign_in(make_user(Role.OFFICER, Scope.PROVINCE, "79"))
    client.get("certification_office.scan", public_id=certificate.public_id, status=404)
    attach(client, certificate, status=404)
    session.refresh(certificate)
    assert certificate.scan_id is None


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICER}))
def test_other_roles_neither_see_the_link_nor_the_page(client, session, certificate, role):
    client.sign_in(make_user(role))

    client.get("certification_office.scan", public_id=certificate.public_id, status=403)
    assert not public_page(client, certificate).select("a[href$='/scan']")


def test_a_stranger_is_sent_to_sign_in(client, certificate):
    page = client.get("certification_office.scan", public_id=certificate.public_id, status=302)

    assert "/sign-in" in page.location


def test_an_unknown_certificate_is_not_found(client, officer):
    client.get("certification_office.scan", public_id="khong-co", status=404)
