"""Line breaks of a long paragraph take time by its length, not by the square of it."""

import time
from xml.etree.ElementTree import fromstring

import pytest

from mekong_print.render.breaking import break_lines

SENTENCES = {
    "th": "แม่น้ำโขงไหลผ่านหกประเทศ และในเดือนนี้ น้ำขึ้นสูงกว่าทุกปี ",
    "km": "ទន្លេមេគង្គហូរកាត់ប្រទេសប្រាំមួយ ហើយខែនេះទឹកឡើងខ្ពស់ ",
    "lo": "ແມ່ນ້ຳຂອງໄຫຼຜ່ານຫົກປະເທດ ແລະ ເດືອນນີ້ນ້ຳຂຶ້ນສູງ ",
    "my": "မဲခေါင်မြစ်သည် နိုင်ငံခြောက်ခုကို ဖြတ်သန်းစီးဆင်းသည်။ ",
}
ENOUGH = 2.0  # seconds of the processor; with the square of the length it was a minute


def taken(html: str, names: tuple[str, ...] = ()) -> float:
    break_lines(fromstring("<p>ក</p>"), names)  # noqa: S314 - our own; dictionaries are read once
    root = fromstring(html)  # noqa: S314 - our own
    began = time.process_time()
    break_lines(root, names)
    return time.process_time() - began


@pytest.mark.parametrize("lang", SENTENCES)
def test_a_paragraph_without_end(lang):
    assert taken(f'<p lang="{lang}">{SENTENCES[lang] * 1_500}</p>') < ENOUGH


def test_a_paragraph_of_thousands_of_pieces():
    pieces = f"<em>{SENTENCES['km']}</em> and " * 1_500
    assert taken(f'<p lang="en">{pieces}</p>') < ENOUGH


def test_a_paragraph_of_thousands_of_names():
    text = "តាកែវ " * 4_000
    assert taken(f'<p lang="km">{text}</p>', ("តាកែវ",)) < ENOUGH


def test_a_paragraph_of_long_rows_of_letters():
    text = ("ກ" * 100 + " ") * 500
    assert taken(f'<p lang="lo">{text}</p>') < ENOUGH
