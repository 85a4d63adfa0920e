"""What film forms write for countries and no register has, each with its reason."""

from types import MappingProxyType

# Read as one country. Every line is used on forms, and means one country there.
WRITTEN = MappingProxyType(
    {
        # Letters that are no code of ISO 3166.
        "UK": "GB",
        "USA": "US",
        "U.S.A.": "US",
        "U.S.": "US",
        "UAE": "AE",
        "DRC": "CD",
        "RDC": "CD",
        "CAR": "CF",
        "PRC": "CN",
        "ROC": "TW",
        "ROK": "KR",
        "DPRK": "KP",
        "RSA": "ZA",
        "KSA": "SA",
        "PNG": "PG",
        "BiH": "BA",
        "FRG": "DE",
        "BRD": "DE",
        "CSSR": "CSHH",
        "CCCP": "SUHH",
        "SFRY": "YUCS",
        "SFRJ": "YUCS",
        "GDR": "DDDE",
        # Shorter than the register's, with one meaning.
        "DR Congo": "CD",
        "D.R. Congo": "CD",
        "Congo DR": "CD",
        "Bosnia": "BA",
        "Trinidad": "TT",
        "Emirates": "AE",
        "Vatican": "VA",
        "Vatican City State": "VA",
        "St. Vincent": "VC",
        "St. Kitts": "KN",
        "Antigua": "AG",
        "Sao Tome": "ST",
        "Palestine": "PS",
        "Palestinian Territory, Occupied": "PS",
        "Occupied Palestinian Territory": "PS",
        "Palestinian Authority": "PS",
        "Kosovo, Republic of": "XK",
        "Kosovo (under UNSC resolution 1244)": "XK",
        "Hong Kong, China": "HK",
        "Hong Kong SAR": "HK",
        "Macau": "MO",
        "Macau SAR": "MO",
        "Macao, China": "MO",
        "Macau, China": "MO",
        "Chinese Taipei": "TW",
        "Mainland China": "CN",
        "Korea (South)": "KR",
        "Korea, South": "KR",
        "Korea (North)": "KP",
        "Korea, North": "KP",
        # Names that a country had or has beside the register's.
        "Burma": "MM",
        "Ivory Coast": "CI",
        "East Timor": "TL",
        "Swaziland": "SZ",
        "Turkey": "TR",
        "Macedonia": "MK",
        "FYROM": "MK",
        "Macedonia, the former Yugoslav Republic of": "MK",
        "Great Britain": "GB",
        "Britain": "GB",
        "Holland": "NL",
        "Eire": "IE",
        "Republic of Ireland": "IE",
        "Surinam": "SR",
        "Kirghizia": "KG",
        "Kirgizstan": "KG",
        "Byelorussia": "BY",
        "Moldavia": "MD",
        # States of then by the names that credits give them; the register has one name for each.
        "Soviet Union": "SUHH",
        "U.S.S.R.": "SUHH",
        "Czechoslovak Republic": "CSHH",
        "Czechoslovak Socialist Republic": "CSHH",
        "Federal Republic of Yugoslavia": "YUCS",
        "East Germany": "DDDE",
        "GDR (East Germany)": "DDDE",
        "DDR": "DDDE",
        "West Germany": "DE",
        "Upper Volta": "HVBF",
        "Zaire": "ZRCD",
        "Rhodesia": "RHZW",
        "North Vietnam": "VDVN",
        "South Yemen": "YDYE",
        "State Union of Serbia and Montenegro": "CSXX",
    }
)

# Asked back although a register has them: what people mean by them is several countries.
ASKED = MappingProxyType(
    {
        "Korea": ("KR", "KP"),
        "Virgin Islands": ("VI", "VG"),
        "Timor": ("TL", "ID"),
    }
)

# What the United Nations write otherwise than ISO 3166, in English; elsewhere the register's words stand.
UNITED_NATIONS = MappingProxyType(
    {
        "GB": "United Kingdom of Great Britain and Northern Ireland",
        "US": "United States of America",
        "XK": "Kosovo (under UNSC resolution 1244)",
        "FK": "Falkland Islands (Malvinas)",
        "VA": "Holy See",
        "HK": "China, Hong Kong Special Administrative Region",
        "MO": "China, Macao Special Administrative Region",
        "NL": "Netherlands (Kingdom of the)",
    }
)
