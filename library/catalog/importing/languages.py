"""Languages of a record by their MARC codes (ISO 639-2/B), and the codes' English names."""

from library.catalog.importing.fields import Fields

_NAMES = dict(
    entry.split(" ", 1)
    for entry in """
afr Afrikaans|alb Albanian|amh Amharic|ara Arabic|arm Armenian|ase American Sign Language
aze Azerbaijani|baq Basque|bel Belarusian|ben Bengali|bos Bosnian|bul Bulgarian|bur Burmese
cat Catalan|ceb Cebuano|cha Chamorro|chi Chinese|chk Chuukese|chr Cherokee
cpf Creoles, French-based|cze Czech|dak Dakota|dan Danish|dut Dutch|eng English|epo Esperanto
esk Eskimo languages|est Estonian|fij Fijian|fil Filipino|fin Finnish|fre French|geo Georgian
ger German|gre Greek, Modern|guj Gujarati|hat Haitian Creole|hau Hausa|haw Hawaiian|heb Hebrew
hin Hindi|hmn Hmong|hrv Croatian|hun Hungarian|ice Icelandic|ibo Igbo|ilo Iloko|ind Indonesian
ita Italian|jpn Japanese|kan Kannada|kar Karen languages|khm Khmer|kin Kinyarwanda|kor Korean
kos Kosraean|kur Kurdish|lao Lao|lat Latin|lav Latvian|lit Lithuanian|mac Macedonian
mah Marshallese|mal Malayalam|mao Maori|map Austronesian languages|mar Marathi|may Malay
mon Mongolian|nav Navajo|nep Nepali|nor Norwegian|oji Ojibwa|orm Oromo|pan Panjabi|pau Palauan
per Persian|pol Polish|pon Pohnpeian|por Portuguese|pus Pushto|que Quechua|rum Romanian
rus Russian|sam Samaritan Aramaic|sgn Sign languages|sin Sinhalese|slo Slovak|slv Slovenian
smo Samoan|som Somali|spa Spanish|srp Serbian|swa Swahili|swe Swedish|tam Tamil|tel Telugu
tgl Tagalog|tha Thai|tib Tibetan|tir Tigrinya|ton Tongan|tur Turkish|ukr Ukrainian|urd Urdu
uzb Uzbek|vie Vietnamese|wol Wolof|yap Yapese|yid Yiddish|yor Yoruba|ypk Yupik languages
zul Zulu
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
_CODE_LENGTH = 3
_NO_LANGUAGE = {"", "zxx", "und", "mul", "mis", "pcc"}  # pcc: a common slip, it belongs in 042
_FIXED = slice(35, 38)


def languages_of(fields: Fields) -> tuple[str, ...]:
    """Return the codes of the text's languages, the main one first, not of its original."""
    codes = [fields.control("008")[_FIXED]]
    for value in fields.texts("041", "adegj"):
        codes += _split(value)
    known = (code.strip().lower() for code in codes)
    return tuple(
        dict.fromkeys(
            code
            for code in known
            if len(code) == _CODE_LENGTH
            and code.isascii()
            and code.isalpha()
            and code not in _NO_LANGUAGE
        )
    )


def name_of(code: str) -> str:
    """Return a code's name, the code itself for one that is not in the table."""
    return _NAMES.get(code, code)


def _split(value: str) -> list[str]:
    """Split "engspa", as codes were written until 2001."""
    if len(value) % _CODE_LENGTH:
        return []
    return [value[start : start + _CODE_LENGTH] for start in range(0, len(value), _CODE_LENGTH)]
