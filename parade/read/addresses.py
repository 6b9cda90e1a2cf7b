"""Web addresses without what others added to them to follow people."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit

_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|twclid|yclid|igshid|igsh|mc_[ce]id|_hs\w+|hsctatracking"
    r"|mkt_tok|oly_\w+|vero_id|wickedid|s_cid|piwik_\w+|pk_\w+|mtm_\w+|ref_src|ref_url|trk|trkcampaign|_gl|_ga|si",
    re.IGNORECASE,
)


def without_tracking(url: str) -> tuple[str, list[str]]:
    """An address without the parts that follow people, and the names of those parts; the rest stays as it was."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url, []
    named = [(each, each.partition("=")[0]) for each in parts.query.split("&")] if parts.query else []
    out = [name for _, name in named if _TRACKING.fullmatch(name)]
    if not out:
        return url, []
    kept = "&".join(each for each, name in named if not _TRACKING.fullmatch(name))
    return urlunsplit(parts._replace(query=kept)), out
