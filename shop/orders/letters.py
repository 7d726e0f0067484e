"""What buyers are told by mail: rows of the transaction that they tell of."""

from typing import Any

from shop.accounts.models import User
from shop.lib.phones import phone_for_people
from shop.messages import services as messages
from shop.orders.models import Order, Purchase, Shipment


def send_placed(purchase: Purchase, user: User | None) -> None:
    """Confirm a purchase with everything that was agreed."""
    to = purchase.email or (user.email if user else None)
    if to:
        purchase.email = to  # where the later letters go too
        messages.send(
            "purchase_placed",
            to,
            purchase.locale,
            name=purchase.name,
            number=purchase.number,
            token=purchase.token,
            phone=phone_for_people(purchase.phone),
            street=purchase.street,
            place=f"{purchase.commune.name}, {purchase.commune.province.name}",
            note=purchase.note,
            total_vnd=purchase.total_vnd,
            orders=[_order(order, purchase.locale) for order in purchase.orders],
        )


def send_shipped(order: Order, shipment: Shipment) -> None:
    _send(
        "order_shipped",
        order,
        carrier=shipment.carrier,
        tracking_no=shipment.tracking_no,
    )


def send_cancelled(order: Order, reason: str, *, by_buyer: bool) -> None:
    _send("order_cancelled", order, reason=reason, by_buyer=by_buyer)


def _send(template: str, order: Order, **context: Any) -> None:
    purchase = order.purchase
    if purchase is not None and purchase.email:
        messages.send(
            template,
            purchase.email,
            purchase.locale,
            name=purchase.name,
            order=_order(order, purchase.locale),
            **context,
        )


def _order(order: Order, locale: str) -> dict[str, Any]:
    return {
        "number": order.number,
        "token": order.token,
        "producer": order.producer.name,
        "delivery_vnd": order.delivery_vnd,
        "vat_vnd": order.vat_vnd,
        "total_vnd": order.total_vnd,
        "lines": [
            {
                "name": (locale == "en" and line.name_en) or line.name_vi,
                "pack": (locale == "en" and line.pack_en) or line.pack_vi,
                "quantity": line.quantity,
                "total_vnd": line.total_vnd,
            }
            for line in order.lines
        ],
    }
