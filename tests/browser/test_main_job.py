"""The main job, end to end, as four people would do it."""

PASSWORD = "cho-sao-demo"
PHONE = {"width": 360, "height": 780}
DESK = {"width": 1280, "height": 900}

WORDS = {
    "vi": {
        "add": "Thêm vào giỏ",
        "cart": "Giỏ hàng",
        "checkout": "Đặt hàng",
        "accept": "Nhận đơn",
        "pack": "Đóng gói xong",
        "ship": "Giao cho đơn vị vận chuyển",
        "shipped": "Đang giao",
    },
    "en": {
        "add": "Add to cart",
        "cart": "Cart",
        "checkout": "Place the order",
        "accept": "Accept",
        "pack": "Packed",
        "ship": "Hand over to the carrier",
        "shipped": "On its way",
    },
}
