"""Cities that bylines name, with the country that each is in.

The capitals of the world (CIA World Factbook, 2024), and the larger cities of Southeast
Asia and its neighbours. A house adds its own places in glossary.toml.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

# Country: its cities. Several spellings of one city are several cities here.
_CITIES = """
ae: Abu Dhabi, Dubai | af: Kabul | al: Tirana | am: Yerevan | ao: Luanda | ar: Buenos Aires
at: Vienna | au: Canberra, Sydney, Melbourne, Brisbane, Perth, Adelaide, Darwin | az: Baku
ba: Sarajevo | bd: Dhaka, Chittagong, Chattogram, Cox’s Bazar | be: Brussels | bg: Sofia
bh: Manama | bn: Bandar Seri Begawan | bo: La Paz, Sucre | br: Brasília, São Paulo, Rio de Janeiro
bt: Thimphu | bw: Gaborone | by: Minsk | ca: Ottawa, Toronto, Vancouver, Montreal | cd: Kinshasa
ch: Bern, Geneva, Zurich | ci: Abidjan, Yamoussoukro | cl: Santiago | cm: Yaoundé
cn: Beijing, Shanghai, Kunming, Guangzhou, Shenzhen, Chengdu, Chongqing, Nanning, Ruili, Jinghong
co: Bogotá | cr: San José | cu: Havana | cy: Nicosia | cz: Prague
de: Berlin, Bonn, Hamburg, Munich, Frankfurt, Cologne | dk: Copenhagen | do: Santo Domingo
dz: Algiers | ec: Quito | ee: Tallinn | eg: Cairo | es: Madrid, Barcelona | et: Addis Ababa
fi: Helsinki | fj: Suva | fr: Paris, Lyon, Marseille, Strasbourg
gb: London, Edinburgh, Cardiff, Belfast, Manchester, Oxford, Cambridge, Glasgow | ge: Tbilisi
gh: Accra | gr: Athens | gt: Guatemala City | hk: Hong Kong | hn: Tegucigalpa | hr: Zagreb
hu: Budapest | ie: Dublin | il: Jerusalem, Tel Aviv
id: Jakarta, Surabaya, Bandung, Medan, Makassar, Yogyakarta, Denpasar, Semarang, Palembang,
    Batam, Jayapura, Banda Aceh, Nusantara
in: New Delhi, Delhi, Mumbai, Kolkata, Chennai, Bengaluru, Bangalore, Hyderabad, Guwahati, Imphal,
    Aizawl
iq: Baghdad | ir: Tehran | is: Reykjavík | it: Rome, Milan, Venice, Turin, Bologna, Florence, Naples
jm: Kingston | jo: Amman | jp: Tokyo, Osaka, Kyoto, Yokohama, Nagoya | ke: Nairobi | kg: Bishkek
kh: Phnom Penh, Siem Reap, Battambang, Sihanoukville, Preah Sihanouk, Kampot, Kep, Kratie, Poipet,
    Kampong Cham, Kampong Thom, Kampong Chhnang, Kampong Speu, Takeo, Pursat, Koh Kong, Pailin,
    Stung Treng, Svay Rieng, Prey Veng, Bavet, Banlung, Sen Monorom, Preah Vihear, Oddar Meanchey
kp: Pyongyang | kr: Seoul, Busan, Incheon | kw: Kuwait City | kz: Astana, Almaty
la: Vientiane, Luang Prabang, Pakse, Savannakhet, Thakhek, Vang Vieng, Phonsavan, Luang Namtha,
    Huay Xai, Houayxay, Muang Xay, Oudomxay, Xam Neua, Sam Neua, Attapeu, Salavan, Boten, Champasak
lb: Beirut | lk: Colombo | lt: Vilnius | lu: Luxembourg | lv: Riga | ly: Tripoli | ma: Rabat
mc: Monaco | md: Chisinau | me: Podgorica | mk: Skopje | mo: Macau, Macao | mt: Valletta | mv: Malé
mm: Naypyidaw, Nay Pyi Taw, Yangon, Mandalay, Mawlamyine, Bago, Pathein, Monywa, Sittwe, Myitkyina,
    Lashio, Taunggyi, Loikaw, Hpa-An, Dawei, Myeik, Magway, Pyay, Meiktila, Pyin Oo Lwin, Muse,
    Myawaddy, Tachileik, Kengtung, Hakha, Falam, Bhamo, Kyaukphyu, Mogok, Laiza, Sagaing
mn: Ulaanbaatar | mx: Mexico City | mz: Maputo
my: Kuala Lumpur, Putrajaya, George Town, Penang, Johor Bahru, Kota Kinabalu, Kuching, Ipoh, Melaka,
    Malacca, Kota Bharu, Miri, Langkawi, Petaling Jaya, Shah Alam
na: Windhoek | ng: Abuja, Lagos | nl: Amsterdam, The Hague, Rotterdam, Leiden | no: Oslo
np: Kathmandu | nz: Wellington, Auckland | om: Muscat | pa: Panama City | pe: Lima
pg: Port Moresby
ph: Manila, Quezon City, Davao, Davao City, Cebu, Cebu City, Makati, Taguig, Baguio, Iloilo,
    Iloilo City, Zamboanga, Zamboanga City, Cotabato, Cotabato City, Marawi, Puerto Princesa
pk: Islamabad, Karachi, Lahore | pl: Warsaw | ps: Ramallah, Gaza, Gaza City | pt: Lisbon
py: Asunción | qa: Doha | ro: Bucharest | rs: Belgrade | ru: Moscow, Saint Petersburg, Vladivostok
rw: Kigali | sa: Riyadh | sb: Honiara | sd: Khartoum | se: Stockholm | sg: Singapore | si: Ljubljana
sk: Bratislava | sn: Dakar | so: Mogadishu | ss: Juba | sv: San Salvador | sy: Damascus
th: Bangkok, Chiang Mai, Chiang Rai, Mae Sot, Mae Hong Son, Mae Sai, Khon Kaen, Udon Thani, Nan,
    Nong Khai, Ubon Ratchathani, Nakhon Ratchasima, Korat, Phuket, Hat Yai, Pattani, Yala, Songkhla,
    Narathiwat, Surat Thani, Pattaya, Chonburi, Ayutthaya, Phitsanulok, Sukhothai, Lampang, Lamphun,
    Krabi, Ranong, Trat, Chanthaburi, Aranyaprathet, Surin, Buriram, Sisaket, Nakhon Phanom,
    Mukdahan, Sakon Nakhon, Roi Et, Loei, Tak, Kanchanaburi, Nonthaburi, Hua Hin
tj: Dushanbe | tl: Dili | tm: Ashgabat | tn: Tunis | to: Nuku’alofa | tr: Ankara, Istanbul
tw: Taipei, Kaohsiung, Taichung, Tainan | tz: Dodoma, Dar es Salaam | ua: Kyiv | ug: Kampala
us: Washington, New York, Los Angeles, San Francisco, Chicago, Boston, Honolulu, Seattle
uy: Montevideo | uz: Tashkent | va: Vatican City | ve: Caracas
vn: Hanoi, Ho Chi Minh City, Saigon, Da Nang, Hai Phong, Can Tho, Hue, Nha Trang, Da Lat, Dalat,
    Vinh, Vung Tau, Quy Nhon, Ha Long, Sapa, Sa Pa, Lao Cai, Dien Bien Phu, Buon Ma Thuot, Pleiku,
    Kon Tum, Chau Doc, Long Xuyen, My Tho, Ben Tre, Ca Mau, Hoi An, Ha Noi, Bien Hoa
vu: Port Vila | ws: Apia | ye: Sana’a, Aden | za: Pretoria, Cape Town, Johannesburg | zm: Lusaka
zw: Harare
"""
_APART = str.maketrans({"đ": "d", "Đ": "D", "ł": "l", "ø": "o", "’": "'", "‘": "'"})


@cache
def cities() -> Mapping[str, str]:
    """City, as `bare` gives it → the code of its country.

    >>> cities()["phnom penh"], cities()["ha noi"], cities()["mae sot"]
    ('kh', 'vn', 'th')
    """
    found = {}
    for row in _CITIES.replace(",\n", ",").replace("\n", "|").split("|"):
        code, _, names = row.partition(":")
        found.update({bare(name): code.strip() for name in names.split(",") if name.strip()})
    return found


def bare(name: str) -> str:
    """A name without capitals, marks and the dots of initials, to compare it by.

    >>> bare("Đà Nẵng"), bare("Washington, D.C.")
    ('da nang', 'washington, dc')
    """
    apart = unicodedata.normalize("NFD", name.translate(_APART))
    letters = (one for one in apart if not unicodedata.combining(one) and one != ".")
    return " ".join("".join(letters).casefold().split())
