"""SVG -> PNG."""

from __future__ import annotations

import resvg
from resvg import usvg

RENDERER = f"resvg {resvg.__version__}"
_PLAIN = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)
"""No transformation, row by row."""


def png(svg: str) -> bytes:
    """Render at the SVG's own size. No fonts are loaded: our pictures hold outlines only."""
    tree = usvg.Tree.from_str(svg, usvg.Options.default())
    return bytes(resvg.render(tree, _PLAIN))
