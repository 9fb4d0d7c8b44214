"""Draws the integration's icon and logo: a home that gives and takes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

BRAND = Path(__file__).parents[1] / "custom_components" / "energy_trade" / "brand"
ICON = 256
LOGO_HEIGHT = 160
OVERSAMPLING = 4
NAME = "Energy Trade"

type Colour = tuple[int, int, int]
type Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours that stand out on a light or on a dark page."""

    house: Colour
    given: Colour
    taken: Colour
    text: Colour


LIGHT = Palette((13, 122, 110), (255, 255, 255), (255, 196, 61), (25, 45, 52))
DARK = Palette((45, 190, 171), (12, 44, 43), (255, 226, 138), (236, 244, 243))

ROOF: tuple[Point, ...] = ((0.5, 0.08), (0.96, 0.48), (0.04, 0.48))
WALLS: tuple[Point, Point] = ((0.14, 0.42), (0.86, 0.92))


def arrow(tail: Point, tip: Point, thickness: float) -> tuple[Point, ...]:
    """Outline of a horizontal arrow; it points whichever way its tip lies."""
    (x0, y), (x1, _) = tail, tip
    ahead = 1 if x1 > x0 else -1
    neck, half = x1 - ahead * thickness * 1.5, thickness / 2
    return (
        (x0, y - half),
        (neck, y - half),
        (neck, y - thickness * 1.25),
        (x1, y),
        (neck, y + thickness * 1.25),
        (neck, y + half),
        (x0, y + half),
    )


def icon(size: int, palette: Palette) -> Image.Image:
    """A house with one arrow that leaves it and one that comes home."""
    scale = size * OVERSAMPLING
    image = Image.new("RGBA", (scale, scale))
    draw = ImageDraw.Draw(image)

    def polygon(points: tuple[Point, ...], colour: Colour) -> None:
        scaled = [(x * scale, y * scale) for x, y in points]
        draw.polygon(scaled, fill=colour)
        draw.line([*scaled, *scaled[:2]], fill=colour, width=scale // 40, joint="curve")

    polygon(ROOF, palette.house)
    (left, top), (right, bottom) = WALLS
    draw.rounded_rectangle(
        (left * scale, top * scale, right * scale, bottom * scale),
        radius=scale // 14,
        fill=palette.house,
    )
    polygon(arrow((0.29, 0.52), (0.73, 0.52), 0.075), palette.given)
    polygon(arrow((0.71, 0.74), (0.27, 0.74), 0.075), palette.taken)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def logo(height: int, palette: Palette) -> Image.Image:
    """The icon and the name beside it."""
    font = ImageFont.load_default(size=height * 0.5)
    left, top, right, bottom = (round(edge) for edge in font.getbbox(NAME))
    gap = height // 8
    image = Image.new("RGBA", (height + gap + right - left + gap, height))
    image.alpha_composite(icon(height, palette))
    ImageDraw.Draw(image).text(
        (height + gap - left, (height - (bottom - top)) / 2 - top),
        NAME,
        font=font,
        fill=palette.text,
        stroke_width=height / 100,
    )
    return image


def main() -> None:
    """Write all eight images."""
    BRAND.mkdir(exist_ok=True)
    for prefix, palette in (("", LIGHT), ("dark_", DARK)):
        for suffix, factor in (("", 1), ("@2x", 2)):
            icon(ICON * factor, palette).save(BRAND / f"{prefix}icon{suffix}.png", optimize=True)
            logo(LOGO_HEIGHT * factor, palette).save(BRAND / f"{prefix}logo{suffix}.png", optimize=True)


if __name__ == "__main__":
    main()
