"""The pictures of a product and of its maker, in the workspace."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from shop.accounts.permissions import holds, requires
from shop.catalog.models import ListingStatus
from shop.catalog.picture_forms import GalleryForm, UploadForm, gallery_form
from shop.catalog.policy import editable_product
from shop.errors import NotFound, ShopError
from shop.media import rules, services
from shop.media.errors import NoSuchPicture
from shop.media.models import Picture, Pictured
from shop.media.queries import thumbnails
from shop.producers.policy import own_producer
from shop.web.forms import Form
from shop.web.locale import localized
from shop.web.workspace import bp

MAY = "catalog.edit"
GALLERIES = ("workspace.product_pictures", "workspace.producer_pictures")
STEPS = {"up": -1, "down": 1}


@dataclass(frozen=True)
class Wall:
    """A gallery, whose it is, and where its page lies."""

    owner: Pictured
    name: str
    url: str
    crumbs: list[tuple[str, str]]
    public_url: str | None
    has_print: bool  # until there is a picture


@bp.url_value_preprocessor
def take_a_whole_gallery(endpoint: str | None, _values: Mapping[str, Any] | None) -> None:
    """Let those who may bring many pictures at once; said before the form is read."""
    if endpoint in GALLERIES and request.method == "POST" and holds(current_user, MAY):
        request.max_content_length = rules.GALLERY_BYTES


@bp.route("/products/<slug>/pictures", methods=["GET", "POST"])
@requires(MAY)
def product_pictures(slug: str) -> Response | tuple[str, int]:
    product = editable_product(current_user, slug)
    name = localized(product, "name")
    own = url_for(".product", slug=product.slug)
    is_published = product.listing_status is ListingStatus.PUBLISHED
    return _answer(
        Wall(
            product,
            name,
            url_for(".product_pictures", slug=product.slug),
            [(_("Products"), url_for(".products")), (name, own)],
            url_for("catalog.product", slug=product.slug) if is_published else None,
            has_print=True,
        )
    )


@bp.route("/profile/pictures", methods=["GET", "POST"])
@requires(MAY)
def producer_pictures() -> Response | tuple[str, int]:
    producer = own_producer(current_user)
    return _answer(
        Wall(
            producer,
            producer.name,
            url_for(".producer_pictures"),
            [(_("Products"), url_for(".products"))],
            url_for("producers.show", slug=producer.slug),
            has_print=False,
        )
    )


def _answer(wall: Wall) -> Response | tuple[str, int]:
    if request.method == "GET":
        return _page(wall), 200
    verb, _sign, key = request.form.get("do", "save").partition("-")
    if verb == "add":
        form: Form = UploadForm()
        done = form.validate_on_submit() and _add(wall, form)
    else:
        form = gallery_form(wall.owner.pictures, needs_words=verb == "save")
        done = form.validate_on_submit() and _arrange(wall, form, verb, key)
    if done:
        return redirect(wall.url + (f"#picture-{key}" if verb in STEPS else ""), 303)
    return _page(wall, form), 422


def _page(wall: Wall, form: Form | None = None) -> str:
    pictures = wall.owner.pictures
    gallery = form if isinstance(form, GalleryForm) else gallery_form(pictures, needs_words=False)
    return render_template(
        "workspace/pictures.html",
        wall=wall,
        pictures=pictures,
        thumbnails=thumbnails(pictures),
        gallery=gallery,
        upload=form if isinstance(form, UploadForm) else UploadForm(),
        limits=rules,
    )


def _add(wall: Wall, form: UploadForm) -> bool:
    """Hang what was brought, as far as it is taken; say whether all of it was."""
    if not form.chosen:
        form.file.errors = [_("Choose at least one picture.")]
        return False
    try:
        services.check_room(wall.owner, len(form.chosen))
    except ShopError as error:
        form.reject(error)
        return False
    refused = [message for each in form.chosen if (message := _hang(wall, each))]
    if added := len(form.chosen) - len(refused):
        flash(ngettext("%(num)s picture is in.", "%(num)s pictures are in.", added), "success")
    form.file.errors = refused
    return not refused


def _hang(wall: Wall, brought: FileStorage) -> str | None:
    """Hang one picture; return why not, where it is refused."""
    name = brought.filename or ""
    try:
        services.hang(wall.owner, brought.stream, name, actor=current_user)
    except ShopError as error:
        return f"{name}: {error.message}"
    return None


def _arrange(wall: Wall, form: GalleryForm, verb: str, key: str) -> bool:
    """Do what a button asks; what was written meanwhile is kept with it.

    :raises NotFound: if there is no such step, or no such picture
    """
    order = [each.id for each in _in_sent_order(wall)]
    if verb not in ("save", "order"):
        order = _stepped(order, verb, key)
    services.arrange(wall.owner, order, form.words, actor=current_user)
    if verb == "remove":
        services.take_out(wall.owner, int(key), actor=current_user)
        flash(_("The picture is taken out."), "success")
    elif verb == "save":
        flash(_("What the pictures show is kept."), "success")
    return True


def _in_sent_order(wall: Wall) -> list[Picture]:
    """Return the pictures as they stood on the page that was sent."""
    sent = request.form.getlist("order", type=int)
    rank = {key: number for number, key in enumerate(sent)}
    return sorted(wall.owner.pictures, key=lambda each: rank.get(each.id, len(rank)))


def _stepped(order: list[int], verb: str, key: str) -> list[int]:
    if not key.isascii() or not key.isdigit() or int(key) not in order:
        raise NoSuchPicture
    place = order.index(int(key))
    match verb:
        case "up" | "down":
            return rules.moved(order, int(key), place + STEPS[verb])
        case "first":
            return rules.moved(order, int(key), 0)
        case "remove":
            return order
    raise NotFound(_l("There is no such step."))
