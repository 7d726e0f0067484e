import pytest


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_endpoint_of_the_description_is_on_the_page(client, session, lang):
    description = client.http.get("/api/v1/openapi.json").json

    page = client.get("api_docs.show", lang=lang)

    shown = {code.text.split()[1] for code in page.select("summary code")}
    assert shown == set(description["paths"])


def test_the_page_needs_no_script(client, session):
    page = client.get("api_docs.show")

    assert not page.select("main script")


def test_fields_are_shown_with_their_meaning(client, session):
    page = client.get("api_docs.show")

    assert "Public code" in page.text
