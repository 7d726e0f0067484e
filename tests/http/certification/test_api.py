from shop.certification.models import IssuedPrecision
from shop.lib import clock
from tests.factories.certification import make_certificate


def test_a_program_reads_a_certificate(client, session):
    certificate = make_certificate(stars=5, decision_no="377/QĐ-BNN-VPĐP")

    answer = client.http.get(f"/api/v1/certificates/{certificate.public_id}")

    assert answer.status_code == 200
    assert answer.json["stars"] == 5
    assert answer.json["is_valid"] is True
    assert answer.json["decision_no"] == "377/QĐ-BNN-VPĐP"
    assert answer.json["issued"] == certificate.issued_on.isoformat()


def test_an_unknown_day_stays_unknown(client, session):
    certificate = make_certificate(
        issued_on=clock.today().replace(month=1, day=1), issued_precision=IssuedPrecision.YEAR
    )

    answer = client.http.get(f"/api/v1/certificates/{certificate.public_id}").json

    assert answer["issued"] == str(clock.today().year)
    assert answer["expires_on"] is None


def test_what_has_not_changed_is_not_sent_again(client, session):
    path = f"/api/v1/certificates/{make_certificate().public_id}"
    etag = client.http.get(path).headers["ETag"]

    assert client.http.get(path, headers={"If-None-Match": etag}).status_code == 304


def test_an_unknown_code_is_a_problem_with_a_stable_code(client, session):
    answer = client.http.get("/api/v1/certificates/zzzzzzzzzz")

    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"
    assert answer.json["code"] == "shop.not_found"
