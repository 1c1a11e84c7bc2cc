# Copyright 2026 Opportunity Plus contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The results as a picture: ratios of a size as bars, and how times grow with
the number of opportunities as curves."""

import math
from collections import Counter
from itertools import groupby
from xml.sax.saxutils import escape

WIDTH, ROW, COLUMN = 1100, 17, 550
LABEL, BAR = 290, 190  # widths
WITHIN, ABOVE, LINE, TEXT = "#4c72b0", "#dd8452", "#888888", "#222222"
MOST = 3  # a longer bar is cut
CURVES = {
    "create 1": "#4c72b0",
    "move 1": "#dd8452",
    "board, cards: admin": "#55a868",
    "board, cards: agent": "#c44e52",
    "search by name: admin": "#8172b3",
    "form, long history and many documents: admin": "#937860",
    "pipeline yesterday: admin": "#da8bc3",
    "bridge of a week: admin": "#8c8c8c",
    "pipeline status, year: admin": "#ccb974",
    "back-fill": "#64b5cd",
}
CURVE_HEIGHT, LEFT, RIGHT = 420, 70, 420


def drawing(rows):
    """An SVG picture of rows as :class:`~.results.Results` keeps them."""
    # of the sizes with the most rows, the largest
    counts = Counter(row["size"] for row in rows)
    size = max(counts, key=lambda size: (counts[size], size))
    bars, height = bars_of([row for row in rows if row["size"] == size])
    parts = [text(10, 22, f"Ratios with {size:,} opportunities", 15), *bars]
    if len({row["size"] for row in rows}) > 1:
        parts += curves_of(rows, height + 30)
        height += CURVE_HEIGHT + 60
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}"'
            ' font-family="sans-serif">',
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
            *parts,
            "</svg>\n",
        ]
    )


def text(x, y, words, size=11, color=TEXT, anchor="start"):
    return (
        f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" fill="{color}"'
        f' text-anchor="{anchor}">{escape(words)}</text>'
    )


def bars_of(rows):
    """Bars in two columns, and the height that they take."""
    lines = []
    for section, members in groupby(rows, key=lambda row: row["section"]):
        known = [row for row in members if row["bar"]]
        if known:
            beside, bar = known[0]["beside"], known[0]["bar"]
            lines += [f"{section}: beside {beside}, bar {bar:g}", *known]
    half = math.ceil(len(lines) / 2)
    parts = []
    for number, row in enumerate(lines):
        x, y = number // half * COLUMN + 10, 50 + number % half * ROW
        parts += [text(x, y, row, 12)] if isinstance(row, str) else bar_of(row, x, y)
    return parts, 50 + half * ROW


def bar_of(row, x, y):
    """A name, a bar, a mark where the bar should end, and the ratio."""
    scale, start = BAR / MOST, x + LABEL
    color = ABOVE if row["is_above"] else WITHIN
    width = min(row["ratio"], MOST) * scale
    mark = start + row["bar"] * scale
    return [
        text(start - 6, y, row["operation"], anchor="end"),
        f'<rect x="{start}" y="{y - 10}" width="{width:.1f}" height="11"'
        f' fill="{color}"/>',
        f'<path d="M{mark:.1f} {y - 12}v15" stroke="{TEXT}"/>',
        text(start + max(width, row["bar"] * scale) + 5, y, f"{row['ratio']:.2f}"),
    ]


def curves_of(rows, top):
    """Milliseconds over the number of opportunities, both in powers of ten."""
    # of what two parts of the table have, the first
    known = {
        name: sorted(
            {r["size"]: r["ms"] for r in rows[::-1] if r["operation"] == name}.items()
        )
        for name in CURVES
    }
    points = [point for curve in known.values() for point in curve]
    across = scale_of([size for size, _ms in points], LEFT, WIDTH - RIGHT)
    up = scale_of([ms for _size, ms in points], top + CURVE_HEIGHT, top + 30)
    yield text(10, top + 10, "Time as the number of opportunities grows", 15)
    for size in sorted({size for size, _ms in points}):
        yield text(across(size), top + CURVE_HEIGHT + 20, f"{size:,}", anchor="middle")
    lowest, highest = (math.log10(f(ms for _size, ms in points)) for f in (min, max))
    for power in range(math.ceil(lowest), math.floor(highest) + 1):
        y = up(10**power)
        yield f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="{LINE}33"/>'
        yield text(LEFT - 8, y + 4, time_of(10**power), anchor="end")
    yield from legend(known, across, up, top)


def legend(known, across, up, top):
    shown = sorted((n for n in known if known[n]), key=lambda n: -known[n][-1][1])
    for place, name in enumerate(shown):
        color, y = CURVES[name], top + 40 + place * 24
        path = "L".join(f"{across(size):.1f} {up(ms):.1f}" for size, ms in known[name])
        yield f'<path d="M{path}" fill="none" stroke="{color}" stroke-width="2"/>'
        last = known[name][-1][1]
        yield text(WIDTH - RIGHT + 30, y, f"{name}, {time_of(last)}", 12, color)


def scale_of(values, start, end):
    """A function from a value to its place, by its logarithm."""
    lowest, highest = math.log10(min(values)), math.log10(max(values))
    span = (highest - lowest) or 1
    return lambda value: start + (math.log10(value) - lowest) / span * (end - start)


def time_of(milliseconds):
    if milliseconds >= 1000:
        return f"{milliseconds / 1000:,.3g} s"
    return f"{milliseconds:.3g} ms"
