"""Short stories in the shop's own words, for some producers and craft villages.

They speak of the craft, not of people or deeds, and say that they are made up.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from shop.catalog.models import Product
from shop.producers.models import CraftVillage, Producer
from shop.reference.sync import Tally

NOTE_VI = "(Lời kể minh họa của bản trình diễn.)"
NOTE_EN = "(A story made up for the demonstration.)"

PRODUCERS = {
    "hien-xiem": (
        "Mùa sen Tây Hồ chỉ kéo dài chừng hai tháng. Từ tờ mờ sáng đã có người bơi thuyền ra đầm, "
        "chọn bông vừa hé, đem về tách từng hạt gạo sen để ướp chè. Một ấm chè sen rót ra, "
        "hương đến trước, vị đến sau.",
        "Lotus season on West Lake lasts two months. Before light the boats go out for flowers "
        "just opening; their anthers scent the tea, layer by layer.",
    ),
    "cnc-thang-long": (
        "Hoa cúc nở rộ vào cuối thu. Bông được hái khi còn khô sương, sấy ở nhiệt độ thấp để giữ "
        "nguyên cánh và màu. Thả vào nước nóng, bông hoa nở lại lần thứ hai.",
        "Chrysanthemums open in late autumn. Dried at low heat they keep shape and colour, and "
        "open a second time in hot water.",
    ),
    "quang-vinh": (
        "Đất sét lọc kỹ, ủ đủ ngày rồi mới lên bàn xoay. Nét vẽ trên cốt gốm không sửa lại được, "
        "nên tay thợ phải chắc và lòng phải tĩnh.",
        "Clay is sieved and rested before it meets the wheel. A brush stroke cannot be taken back, "
        "so the hand must be sure.",
    ),
    "quy-vang-kieu-ky": (
        "Một chỉ vàng đập được gần nghìn lá, mỏng đến mức thở mạnh cũng bay. Người làm quỳ ngồi "
        "trong phòng kín gió, nghe nhịp búa mà biết lá đã chín.",
        "A few grams of gold become almost a thousand leaves, so thin that a breath lifts them.",
    ),
    "tui-viet": (
        "Mảnh vải, sợi cói, miếng da thừa gặp nhau trên bàn may và thành chiếc túi đi chợ bền lâu.",
        "Cloth, sedge and leather meet on the sewing table and become a bag that lasts.",
    ),
    "duc-dong-ngu-xa": (
        "Khuôn đất làm một lần, đổ đồng một lần. Mẻ đồng chảy ra sáng rực trong đêm, và cả xóm nín "
        "thở chờ tiếng gõ đầu tiên.",
        "The mould is made once and poured once. Bronze runs bright at night, and all wait for the "
        "first ring.",
    ),
    "sua-ba-vi": (
        "Cỏ non trên sườn núi Ba Vì cho sữa ngọt và thơm. Sữa vắt buổi sáng được làm lạnh ngay, "
        "đến chiều đã thành hộp sữa chua.",
        "Young grass on the slopes of Ba Vì makes sweet milk, cooled at once and made by the "
        "evening.",
    ),
    "vun-art": (
        "Những mảnh lụa vụn tưởng bỏ đi được xếp lại thành tranh. Mỗi bức có hàng trăm mảnh, mỗi "
        "mảnh một sắc lụa.",
        "Scraps of silk that were to be thrown away are laid into pictures, hundreds to each.",
    ),
}
VILLAGES = {
    "bat-trang": (
        "Bên bờ sông Hồng, lò gốm đỏ lửa quanh năm. Đi dọc ngõ nhỏ, tay chạm vào tường còn ấm.",
        "Kilns burn all year by the Red River; the lane walls are warm to the hand.",
    ),
    "van-phuc": (
        "Tiếng thoi dệt lách cách từ sáng. Lụa ở đây mỏng, nhẹ, mát vào hè, ấm vào đông.",
        "Shuttles clack from morning; the silk is light, cool in summer and warm in winter.",
    ),
    "quang-an": (
        "Nghề ướp chè sen theo con nước Hồ Tây: sen nở thì nhà nhà đỏ đèn từ ba giờ sáng.",
        "Scenting tea follows the lake: when the lotus opens, lamps are lit at three.",
    ),
    "phu-vinh": (
        "Nan tre chẻ mỏng, sợi mây vót đều, đan nong mốt nong đôi mà thành hoa văn.",
        "Bamboo split thin and rattan shaved even; the weave itself makes the pattern.",
    ),
    "ha-thai": (
        "Sơn ta phủ lớp này chờ lớp kia khô, mài dưới nước cho tới khi màu bên trong hiện lên.",
        "Lacquer dries coat by coat and is polished under water until the colours rise.",
    ),
    "xuan-la": (
        "Nắm bột nếp nhuộm màu, vài đường nặn là thành con gà, bông hoa cho trẻ mang về.",
        "A little coloured dough, a few turns of the hand: a rooster, a flower to take home.",
    ),
    "phu-thuong": (
        "Nếp cái đồ hai lần, hạt xôi mềm mà vẫn rời. Gánh xôi đi từ tinh mơ, đến phố còn bốc khói.",
        "Sticky rice steamed twice, soft yet loose, carried to town before dawn.",
    ),
}
PRODUCTS = {
    "p-tra-sen-hien-xiem": (
        "Chè sen ướp hương sen Hồ Tây, pha ở 85 °C, hãm chừng ba phút.",
        "Lotus tea scented with West Lake flowers; brew at 85 °C for three minutes.",
    ),
}


def load_stories(session: Session) -> Tally:
    """Write the stories where nobody has written one."""
    tally = Tally()
    row: Any  # of three models that all have a story
    for model, key, stories in (
        (Producer, Producer.code, PRODUCERS),
        (CraftVillage, CraftVillage.slug, VILLAGES),
        (Product, Product.code, PRODUCTS),
    ):
        for row in session.scalars(select(model).where(key.in_(stories))):
            name = row.slug if isinstance(row, CraftVillage) else row.code
            story_vi, story_en = stories[name or ""]
            if row.story_vi is None:
                row.story_vi = f"{story_vi} {NOTE_VI}"
                row.story_en = f"{story_en} {NOTE_EN}"
                tally.added += 1
            elif row.story_vi.endswith(NOTE_VI):
                tally.same += 1
            else:
                tally.kept += 1
    return tally
