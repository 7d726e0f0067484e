"""A maker's pictures, by hand, by keyboard, and without a script."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

PAGE = "/workspace/profile/pictures"
PUBLIC = "/producers/hien-xiem"
READY_MS = 30_000


def file_of(name, colour, size=(900, 700)):
    """Return a picture as the browser is handed it."""
    output = io.BytesIO()
    Image.new("RGB", size, colour).save(output, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": output.getvalue()}


def order_of(page):
    return [each.get_attribute("data-picture") for each in page.locator("[data-picture]").all()]


def upload(page, *files):
    page.locator("#file").set_input_files(list(files))
    page.get_by_role("button", name="Tải lên").click()


@pytest.fixture
def gallery(visit, sign_in):
    """Open the gallery as its maker; what came in is taken out again."""
    pages = []

    def open_gallery(**options):
        page = visit(**options)
        sign_in(page, "producer")
        page.goto(PAGE)
        pages.append((page, order_of(page)))
        return page

    yield open_gallery
    for page, before in pages:
        page.goto(PAGE)
        for added in [each for each in order_of(page) if each not in before]:
            picture = page.locator(f"[data-picture='{added}']")
            picture.get_by_text("Bỏ ra").click()
            picture.get_by_role("button", name="Bỏ hẳn ảnh này").click()
            page.wait_for_load_state()


def test_pictures_are_sent_one_by_one_prepared_described_and_shown(gallery, accessible):
    page = gallery()
    before = order_of(page)
    page.locator("[data-picture] textarea").first.fill("Lời chưa lưu")

    broken = {"name": "hong.jpg", "mimeType": "image/jpeg", "buffer": b"\xff\xd8\xff not really"}
    upload(page, file_of("xanh.jpg", "green"), broken, file_of("do.jpg", "red"))

    states = page.locator(".sending .state")
    expect(states.nth(0)).to_have_text("Đã thêm.")
    expect(states.nth(1)).to_contain_text("Tệp bị hỏng")
    expect(states.nth(2)).to_have_text("Đã thêm.")
    expect(page.locator("[data-picture]")).to_have_count(len(before) + 2)
    expect(page.locator("[data-picture] textarea").first).to_have_value("Lời chưa lưu")
    accessible(page)
    expect(page.locator("[data-waiting]")).to_have_count(0, timeout=READY_MS)

    added = [each for each in order_of(page) if each not in before]
    for number, each in enumerate(added):
        page.locator(f"#vi_{each}").fill(f"Ảnh thử {number}")
    page.get_by_role("button", name="Lưu lời tả ảnh").last.click()
    page.goto(PUBLIC)
    expect(page.get_by_role("img", name="Ảnh thử 0")).to_be_visible()
    accessible(page)


def test_a_keyboard_orders_the_pictures(gallery):
    page = gallery()
    first, second, *rest = order_of(page)
    down = page.locator(f"[data-picture='{first}']").get_by_role("button", name="Xuống")

    down.focus()
    with page.expect_response(lambda answer: answer.url.endswith(PAGE)):
        page.keyboard.press("Enter")

    assert order_of(page) == [second, first, *rest]
    expect(page.locator("#said")).to_contain_text("Ảnh 2 trên")
    focused = page.evaluate("document.activeElement.closest('[data-picture]').dataset.picture")
    assert focused == first
    page.reload()
    assert order_of(page) == [second, first, *rest]


@pytest.mark.parametrize("phone", [False, True])
def test_a_hand_drags_a_picture_to_its_place(gallery, phone):
    page = gallery(phone=phone)
    first, second, *rest = order_of(page)
    grip = page.locator(f"[data-picture='{second}'] .grip")
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()

    page.mouse.move(box["x"] + 10, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 10, box["y"] - 60, steps=4)
    top = page.locator(f"[data-picture='{first}']").bounding_box()
    page.mouse.move(box["x"] + 10, top["y"] + 5, steps=8)
    with page.expect_response(lambda answer: answer.url.endswith(PAGE)):
        page.mouse.up()

    page.reload()
    assert order_of(page) == [second, first, *rest]


def test_all_of_it_works_without_a_script(gallery):
    page = gallery(script=False, phone=True)
    before = order_of(page)

    upload(page, file_of("xanh.jpg", "navy"), file_of("vang.jpg", "gold"))
    expect(page.get_by_text("Đã thêm 2 ảnh.")).to_be_visible()
    *_, one, other = order_of(page)
    page.locator(f"[data-picture='{other}']").get_by_role("button", name="Lên").click()

    assert order_of(page) == [*before, other, one]
