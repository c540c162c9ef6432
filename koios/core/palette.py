"""The colours of documents and charts: the light ones of `tokens.css`, for where no CSS reaches."""

BRAND = "#35478c"  # ours, until a company brings its own

_FIXED = {
    "sunk": "#f4f1ec",
    "paper": "#fbfaf7",
    "surface": "#ffffff",
    "ink": "#1d1b18",
    "ink2": "#4f4b44",
    "ink3": "#69645b",
    "line": "#e9e5dd",
    "line2": "#d6d0c5",
    "line3": "#8f897e",
    "ok": "#3c9a6b",
    "ok-ink": "#1b6742",
    "ok-soft": "#e9f4ed",
    "warn": "#dc9f24",
    "warn-ink": "#7c5000",
    "warn-soft": "#fbf2dd",
    "bad": "#cb3f33",
    "bad-ink": "#a4241b",
    "bad-soft": "#fceeeb",
    "hold": "#a49d91",
    "hold-ink": "#4f4b44",
    "hold-soft": "#f1eee8",
}


def palette(brand: str = "") -> dict[str, str]:
    """Every colour by its name, the accents worked out from the company's own."""
    brand = brand or BRAND
    return {
        **_FIXED,
        "accent": brand,
        "accent-strong": mix(brand, 0.84, "#000000"),
        "accent-soft": mix(brand, 0.08, "#ffffff"),
        "soft": mix(brand, 0.30, "#ffffff"),
    }


def mix(colour: str, share: float, other: str) -> str:
    """What CSS writes `color-mix(in oklab, colour share, other)`."""
    pairs = zip(_to_oklab(colour), _to_oklab(other), strict=True)
    return _from_oklab([share * one + (1 - share) * two for one, two in pairs])


def _to_oklab(colour):
    r, g, b = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    long, middle, short = (
        (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3),
        (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3),
        (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3),
    )
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _from_oklab(lab):
    lightness, a, b = lab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    parts = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _gamma(part)):02x}" for part in parts)


def _linear(part):
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _gamma(part):
    part = min(1.0, max(0.0, part))
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
