"""Lists of decisions, as offices send them."""

import io
import zipfile

from openpyxl import Workbook

HEAD = (
    "Tên sản phẩm",
    "Chủ thể",
    "Số sao",
    "Điểm",
    "Số giấy chứng nhận",
    "Mã số sản phẩm",
    "Ngày cấp",
)


def csv_list(*rows, head=HEAD, mark=",", encoding="utf-8"):
    return "\r\n".join(mark.join(row) for row in (head, *rows)).encode(encoding)


def xlsx_list(*rows, head=HEAD):
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in (head, *rows):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(content, name, data):
    """A workbook with one more part in it."""
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as pack:
        pack.writestr(name, data)
    return out.getvalue()
