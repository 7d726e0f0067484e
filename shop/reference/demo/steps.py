"""What happens to a lot on its way into the pack, told for each kind of goods."""

from dataclasses import dataclass

from shop.traceability.models import TraceEventKind as E


@dataclass(frozen=True)
class Step:
    kind: E
    days_before: int  # the day of packing
    hour: int  # of the day, in Vietnam
    note_vi: str
    note_en: str


_INSPECT = Step(
    E.INSPECT,
    0,
    8,
    "Kiểm tra cảm quan, độ ẩm và bao bì trước khi đóng gói.",
    "Looks, moisture and packing material checked before packing.",
)
_PACK = Step(
    E.PACK, 0, 14, "Cân, đóng gói, dán nhãn và ghi số lô.", "Weighed, packed, labelled, lot noted."
)
_PACK_COLD = Step(
    E.PACK, 0, 9, "Đóng gói và đưa vào kho mát.", "Packed and moved to the cold room."
)

STORIES: dict[str, tuple[Step, ...]] = {
    "lotus_tea": (
        Step(
            E.HARVEST,
            5,
            5,
            "Hái sen lúc trời chưa nắng, bông vừa hé.",
            "Lotus picked before sunrise, just opening.",
        ),
        Step(
            E.RECEIVE,
            5,
            8,
            "Tách gạo sen, sàng sạch cánh và nhụy gãy.",
            "Anthers parted from the flowers and sifted.",
        ),
        Step(
            E.PROCESS,
            4,
            9,
            "Ướp trà với gạo sen, cứ một lớp trà một lớp hương.",
            "Tea and anthers laid in layers to take the scent.",
        ),
        Step(
            E.PROCESS,
            1,
            9,
            "Sấy nhẹ cho khô trà mà giữ hương.",
            "Dried gently so that the scent stays.",
        ),
        _INSPECT,
        _PACK,
    ),
    "tea": (
        Step(
            E.HARVEST,
            2,
            6,
            "Hái một tôm hai lá khi sương vừa tan.",
            "One bud and two leaves picked as the mist lifts.",
        ),
        Step(
            E.PROCESS,
            2,
            11,
            "Diệt men, vò và sao khô trong ngày.",
            "Fixed, rolled and dried the same day.",
        ),
        Step(E.PROCESS, 1, 9, "Sàng phân loại, lấy hương.", "Sorted and finished for scent."),
        _INSPECT,
        _PACK,
    ),
    "herbs": (
        Step(
            E.HARVEST,
            7,
            7,
            "Thu hái dược liệu, nhặt bỏ lá úa, rửa sạch.",
            "Herbs gathered, yellow leaves removed, washed.",
        ),
        Step(E.PROCESS, 5, 9, "Phơi sấy đến khô đều.", "Dried evenly."),
        Step(
            E.PROCESS,
            2,
            9,
            "Chế biến theo mẻ, ghi nhiệt độ và thời gian.",
            "Made in batches; temperature and time noted.",
        ),
        _INSPECT,
        _PACK,
    ),
    "roasted": (
        Step(
            E.RECEIVE,
            4,
            8,
            "Nhập hạt, loại hạt lép và tạp chất.",
            "Beans and seeds received, empty ones removed.",
        ),
        Step(
            E.PROCESS,
            1,
            9,
            "Rang từng mẻ nhỏ, để nguội tự nhiên.",
            "Roasted in small batches, cooled in the air.",
        ),
        _INSPECT,
        _PACK,
    ),
    "baked": (
        Step(
            E.RECEIVE,
            2,
            7,
            "Nhập nguyên liệu, đối chiếu phiếu giao.",
            "Ingredients received and checked against the delivery note.",
        ),
        Step(E.PROCESS, 1, 8, "Nấu, đổ khuôn và cắt miếng.", "Cooked, moulded and cut."),
        _INSPECT,
        _PACK,
    ),
    "noodles": (
        Step(
            E.RECEIVE,
            4,
            7,
            "Nhập bột, ngâm và lọc nhiều nước.",
            "Starch received, soaked and rinsed several times.",
        ),
        Step(E.PROCESS, 3, 6, "Tráng bánh, cắt sợi.", "Spread into sheets and cut."),
        Step(E.PROCESS, 2, 8, "Phơi trên phên cho khô đều.", "Dried on racks."),
        _INSPECT,
        _PACK,
    ),
    "rice": (
        Step(E.HARVEST, 30, 7, "Gặt lúa chín, tuốt ngay tại ruộng.", "Ripe rice cut and threshed."),
        Step(E.PROCESS, 27, 8, "Sấy thóc đến độ ẩm 14%.", "Paddy dried to 14% moisture."),
        Step(E.PROCESS, 1, 8, "Xay xát, sàng lọc tấm và sạn.", "Milled and sifted."),
        _INSPECT,
        _PACK,
    ),
    "fresh": (
        Step(
            E.HARVEST,
            0,
            5,
            "Thu hoạch sáng sớm, ghi số luống.",
            "Harvested early; the bed is noted.",
        ),
        Step(E.PROCESS, 0, 7, "Sơ chế, rửa, để ráo, phân loại.", "Trimmed, washed, sorted."),
        _PACK_COLD,
    ),
    "mushroom": (
        Step(E.HARVEST, 0, 6, "Hái nấm đúng độ, cắt gốc.", "Picked at their best, trimmed."),
        Step(E.INSPECT, 0, 8, "Kiểm tra, loại nấm dập.", "Checked, bruised ones removed."),
        _PACK_COLD,
    ),
    "meat": (
        Step(
            E.RECEIVE,
            1,
            5,
            "Nhập thịt có dấu kiểm dịch, đo nhiệt độ xe lạnh.",
            "Meat with the veterinary stamp received; the cold truck's temperature taken.",
        ),
        Step(
            E.PROCESS,
            1,
            7,
            "Pha lọc, tẩm ướp và chế biến theo mẻ.",
            "Cut, seasoned and made in batches.",
        ),
        Step(
            E.INSPECT,
            0,
            7,
            "Lưu mẫu, kiểm tra cảm quan.",
            "A sample kept; looks and smell checked.",
        ),
        _PACK_COLD,
    ),
    "seafood": (
        Step(
            E.RECEIVE,
            2,
            5,
            "Nhập cá, tôm tươi, ghi tên thuyền và vùng nước.",
            "Fresh catch received; boat and waters noted.",
        ),
        Step(E.PROCESS, 1, 7, "Làm sạch, tẩm ướp, chế biến.", "Cleaned, seasoned, made."),
        _INSPECT,
        _PACK_COLD,
    ),
    "dairy": (
        Step(
            E.RECEIVE,
            1,
            6,
            "Nhập sữa, đo độ tươi và nhiệt độ.",
            "Milk received; freshness and temperature measured.",
        ),
        Step(E.PROCESS, 1, 8, "Thanh trùng, làm lạnh nhanh.", "Pasteurised and cooled at once."),
        _INSPECT,
        _PACK_COLD,
    ),
    "cooked": (
        Step(E.RECEIVE, 1, 6, "Nhập nguyên liệu trong ngày.", "The day's ingredients received."),
        Step(E.PROCESS, 0, 7, "Nấu chín, làm nguội nhanh.", "Cooked through and cooled fast."),
        _PACK_COLD,
    ),
    "honey": (
        Step(E.HARVEST, 12, 8, "Quay mật khi cầu ong đã vít nắp.", "Honey spun from capped combs."),
        Step(
            E.PROCESS,
            8,
            9,
            "Lọc, hạ thủy phần ở nhiệt độ thấp.",
            "Filtered; water reduced at low heat.",
        ),
        _INSPECT,
        _PACK,
    ),
    "fermented": (
        Step(
            E.RECEIVE,
            200,
            6,
            "Nhập nguyên liệu tươi, rửa sạch, cân muối.",
            "Fresh ingredients received, washed, salt weighed.",
        ),
        Step(
            E.PROCESS,
            199,
            9,
            "Ủ trong chum, đảo và phơi theo lịch.",
            "Left to ferment in jars, stirred and sunned by the calendar.",
        ),
        Step(E.PROCESS, 3, 9, "Rút, lọc trong, để lắng.", "Drawn off, filtered, settled."),
        _INSPECT,
        _PACK,
    ),
    "dried": (
        Step(E.HARVEST, 6, 7, "Thu hoạch đúng độ chín, rửa sạch.", "Harvested ripe and washed."),
        Step(
            E.PROCESS,
            4,
            8,
            "Thái, sấy ở nhiệt độ thấp đến khô giòn.",
            "Sliced and dried at low heat.",
        ),
        _INSPECT,
        _PACK,
    ),
    "pressed": (
        Step(
            E.RECEIVE,
            3,
            7,
            "Nhập nguyên liệu, rửa và chọn lại.",
            "Raw material received, washed and sorted.",
        ),
        Step(
            E.PROCESS,
            1,
            8,
            "Ép hoặc lọc, chiết rót trong phòng sạch.",
            "Pressed or filtered, bottled in the clean room.",
        ),
        _INSPECT,
        _PACK,
    ),
    "spirit": (
        Step(E.RECEIVE, 60, 7, "Nhập gạo và men lá.", "Rice and leaf yeast received."),
        Step(
            E.PROCESS,
            45,
            8,
            "Ủ men rồi chưng cất, bỏ phần rượu đầu.",
            "Fermented, then distilled; the first run discarded.",
        ),
        Step(E.PROCESS, 20, 8, "Để lắng trong chum sành.", "Rested in stoneware."),
        _INSPECT,
        _PACK,
    ),
    "ceramics": (
        Step(E.RECEIVE, 24, 8, "Nhập đất sét, lọc và ủ.", "Clay received, sieved and rested."),
        Step(E.PROCESS, 18, 8, "Tạo hình, sửa nguội, vẽ tay.", "Shaped, trimmed, painted by hand."),
        Step(E.PROCESS, 6, 6, "Nhúng men, nung ở 1.250 °C.", "Glazed and fired at 1,250 °C."),
        Step(E.INSPECT, 1, 9, "Gõ nghe tiếng, loại sản phẩm rạn.", "Rung to hear cracks."),
        _PACK,
    ),
    "textile": (
        Step(E.RECEIVE, 30, 8, "Nhập sợi, kiểm tra độ bền.", "Yarn received, its strength tested."),
        Step(E.PROCESS, 20, 8, "Mắc cửi, dệt.", "Warped and woven."),
        Step(E.PROCESS, 8, 8, "Nhuộm, giặt, căng khổ.", "Dyed, washed, stretched."),
        Step(E.INSPECT, 1, 9, "Soi lỗi từng mét.", "Looked over metre by metre."),
        _PACK,
    ),
    "craft": (
        Step(E.RECEIVE, 28, 8, "Chọn và nhập nguyên liệu.", "Material chosen and received."),
        Step(E.PROCESS, 20, 8, "Tạo hình bằng tay tại xưởng.", "Shaped by hand in the workshop."),
        Step(E.PROCESS, 6, 8, "Hoàn thiện bề mặt.", "Surface finished."),
        Step(E.INSPECT, 1, 9, "Thợ cả xem lại từng sản phẩm.", "The master looks at each piece."),
        _PACK,
    ),
    "plant": (
        Step(E.PROCESS, 120, 8, "Vào chậu, tạo dáng.", "Potted and trained."),
        Step(E.INSPECT, 1, 8, "Kiểm tra sâu bệnh.", "Checked for pests."),
        Step(
            E.PACK,
            0,
            9,
            "Bó gốc, che tán để vận chuyển.",
            "Roots bound, crown covered for the road.",
        ),
    ),
}
