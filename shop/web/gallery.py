"""The gallery of components in their states, while developing."""

from types import SimpleNamespace

from flask import Blueprint, Flask, render_template
from wtforms import BooleanField, RadioField, SelectChoice, StringField, TextAreaField
from wtforms.validators import InputRequired, Optional

from shop.lib import clock
from shop.web.forms import Form
from shop.web.paging import Page

bp = Blueprint("gallery", __name__)

PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAMLCwgAAACH5BAAAAAAALAAAAAABAAEAAAICRAEAOw=="


class SampleForm(Form):
    name = StringField("Họ và tên", [InputRequired("Bạn điền giúp chỗ này.")])
    note = TextAreaField("Lời nhắn", [Optional()])
    way = RadioField(
        "Cách trả tiền",
        choices=[SelectChoice("cod", "Tiền mặt khi nhận"), SelectChoice("vietqr", "VietQR")],
    )
    terms = BooleanField("Tôi đồng ý điều khoản mua hàng")


@bp.get("/gallery")
def show() -> str:
    form = SampleForm(meta={"csrf": False})
    form.validate()  # empty, so every refusal shows
    return render_template(
        "gallery/index.html",
        form=form,
        cards=_cards(),
        photographs=[_photograph(words) for words in ("Đồi chè", "Chén trà", "Hái búp")],
        facets=[_facet(stars, count) for stars, count in ((5, 46), (4, 320), (3, 1208))],
        page=Page([], number=4, size=24, total=260),
    )


def _cards() -> list[SimpleNamespace]:
    """Product cards: sold, few left, sold out, not sold here."""
    sold = SimpleNamespace(
        slug="che-dinh-tan-cuong",
        name="Chè đinh Tân Cương",
        stars=5,
        badge_until=clock.today(),
        producer_name="HTX chè Hảo Đạt",
        place="Tân Cương, Thái Nguyên",
        price_vnd=420000,
        price_is_from=True,
        pack="hộp 100 g",
        unit_price_text="420.000 ₫/100 g",
        stock=34,
        cover=SimpleNamespace(
            src=PIXEL, width=400, height=400, alt_vi="", alt_en=None, sources=(), large=None
        ),
        is_demo=True,
    )
    return [
        sold,
        _but(sold, stars=4, badge_until=None, stock=3),
        _but(sold, stars=None, stock=0, name="Bộ bát đĩa gốm sứ chim én hoa sen vẽ tay"),
        _but(sold, price_vnd=None, producer_name=None),
    ]


def _photograph(words: str) -> SimpleNamespace:
    source = SimpleNamespace(media_type="image/gif", srcset=f"{PIXEL} 1w")
    return SimpleNamespace(
        src=PIXEL, width=960, height=720, alt_vi=words, alt_en=None, sources=(source,), large=PIXEL
    )


def _but(card: SimpleNamespace, **changes: object) -> SimpleNamespace:
    return SimpleNamespace(**vars(card) | changes)


def _facet(stars: int, count: int) -> SimpleNamespace:
    return SimpleNamespace(value=stars, label=f"{stars} sao", count=count, selected=stars == 5)


def init_app(app: Flask) -> None:
    if app.debug:
        app.register_blueprint(bp)
