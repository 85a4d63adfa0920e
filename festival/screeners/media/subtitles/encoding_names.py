"""What the encodings of subtitle files are called on pages; no other may be chosen."""

from festival.kernel.words import N_

_UNICODE, _WEST, _CENTRAL = N_("Unicode"), N_("Western European"), N_("Central European")
_CYRILLIC, _GREEK, _TURKISH, _BALTIC = N_("Cyrillic"), N_("Greek"), N_("Turkish"), N_("Baltic")
_ARABIC, _HEBREW, _THAI, _JAPANESE = N_("Arabic"), N_("Hebrew"), N_("Thai"), N_("Japanese")
_KOREAN, _SIMPLIFIED, _TRADITIONAL = N_("Korean"), N_("Chinese, simplified"), N_("Chinese, traditional")
_NORDIC, _VIETNAMESE, _CELTIC, _SOUTH = N_("Nordic"), N_("Vietnamese"), N_("Celtic"), N_("South European")
_OTHERS = N_("Another script")

_OF_SCRIPT = {
    _UNICODE: "utf-8 utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be",
    _WEST: "cp1252 iso8859-1 iso8859-15 mac-roman cp850 cp437 cp858 cp860 cp863 cp1047",
    _CENTRAL: "cp1250 iso8859-2 iso8859-16 cp852 mac-latin2 mac-croatian mac-romanian",
    _CYRILLIC: "cp1251 koi8-r koi8-u koi8-t cp866 cp855 cp1125 mac-cyrillic iso8859-5 kz1048 ptcp154",
    _GREEK: "cp1253 iso8859-7 cp737 cp869 mac-greek",
    _TURKISH: "cp1254 iso8859-9 cp857 mac-turkish",
    _BALTIC: "cp1257 iso8859-13 iso8859-4 cp775",
    _ARABIC: "cp1256 iso8859-6 cp720 cp864 mac-arabic mac-farsi",
    _HEBREW: "cp1255 iso8859-8 cp856 cp862",
    _THAI: "cp874 tis-620 iso8859-11",
    _JAPANESE: "cp932 shift_jis shift_jis_2004 shift_jisx0213 euc_jp euc_jis_2004 euc_jisx0213 iso2022_jp "
    "iso2022_jp_2 iso2022_jp_2004 iso2022_jp_3 iso2022_jp_ext",
    _KOREAN: "cp949 euc_kr johab iso2022_kr",
    _SIMPLIFIED: "gb18030 gbk gb2312 hz",
    _TRADITIONAL: "big5 big5hkscs cp950",
    _NORDIC: "iso8859-10 cp861 cp865 mac-iceland",
    _VIETNAMESE: "cp1258",
    _CELTIC: "iso8859-14",
    _SOUTH: "iso8859-3",
}
WORDS = {name: words for words, names in _OF_SCRIPT.items() for name in names.split(" ")}


def script_words(name: str) -> str:
    """What an encoding is for, marked for translation."""
    return WORDS.get(plain(name), _OTHERS)


def vendor(name: str) -> str:
    """The rest of its name, which is the same in all languages."""
    known = plain(name)
    if known.startswith("cp125"):
        return f"Windows-{known[2:]}"
    if known.startswith("cp"):
        return f"DOS {known[2:]}"
    if known.startswith("mac-"):
        return f"Mac {known[4:].capitalize()}"
    return known.upper().replace("_", "-").replace("ISO8859", "ISO 8859")


def plain(name: str) -> str:
    """One way of writing it: with an underscore and with a hyphen it is the same."""
    swapped = name.replace("_", "-")
    return swapped if swapped in WORDS else name
