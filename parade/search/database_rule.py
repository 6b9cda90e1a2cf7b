"""Steps 3 to 6 of the rule in `search.py` as one query on the tables that `data/postgres.py` writes.

Whole numbers all the way, so that the sums are those of the command line and the browser; how well a score fits is
worked out in the same order of the same 64-bit numbers.
"""

from __future__ import annotations

from parade.search import nearby
from parade.search.search import FAINTLY, LENT, OWN, THIN, WEAK

SCORES = f"""
form AS MATERIALIZED (
    SELECT * FROM unnest(%(words)s::integer[], %(terms)s::integer[], %(shares)s::integer[]) AS f(word, term, share)
),
best AS (
    SELECT word, record, max(share * weight) AS points FROM form JOIN parade.weights USING (term) GROUP BY word, record
),
own AS MATERIALIZED (SELECT record, sum(points)::bigint AS points FROM best GROUP BY record),
lent AS (
    SELECT neighbours.record, sum(points)::bigint AS points
    FROM own JOIN parade.neighbours ON neighbours.neighbour = own.record GROUP BY neighbours.record
),
near AS MATERIALIZED (
    SELECT record, max(boost) AS boost, bool_or(inside) AS inside
    FROM unnest(%(gemeenten)s::text[], %(boosts)s::integer[], %(insides)s::boolean[]) AS g(value, boost, inside)
    JOIN parade.facets USING (value) WHERE facet = 'gemeente' GROUP BY record
),
plain AS (
    SELECT record, coalesce(boost, 0) AS boost, coalesce(inside, false) AS inside,
        {OWN} * coalesce(own.points, 0) + {LENT} * coalesce(lent.points, 0)
        + %(alone)s::bigint * {nearby.ALONE} * coalesce(boost, 0) AS plain
    FROM own FULL JOIN lent USING (record) FULL JOIN near USING (record)
    WHERE own.record IS NOT NULL OR lent.record IS NOT NULL OR %(alone)s::bigint = 1
),
scored AS MATERIALIZED (
    SELECT record, id, newest, inside,
        plain * ({THIN} + {100 - THIN} * told / 100) * (100 + boost) / 10000 AS score,
        CASE WHEN %(subject)s::boolean THEN CASE WHEN %(asked)s::double precision > 0
            THEN (plain::double precision / {OWN}) * (plain::double precision / {OWN}) / %(asked)s::double precision
            ELSE 0 END
        WHEN inside AND %(placed)s::boolean THEN {WEAK}::double precision ELSE 0 END AS fit
    FROM plain JOIN parade.searched USING (record)
)"""
"""Every record that scores, with how well it fits."""

DEMANDS = {
    "gemeente": "SELECT record FROM parade.facets WHERE facet = 'gemeente' AND value = ANY(%(demand{at})s)",
    "thema": "SELECT record FROM parade.facets WHERE facet = 'thema' AND value = ANY(%(demand{at})s)",
    "must": "SELECT record FROM parade.weights WHERE term = ANY(%(demand{at})s)",
}
"""The records that meet a demand of a question."""


def _allowed(demands: list[str]) -> str:
    """The records that meet the demands, one after the other; a demand that nothing meets is let go."""
    steps, before = [], "scored"
    for at, demand in enumerate(demands):
        meeting = DEMANDS[demand].format(at=at)
        steps.append(f"met{at} AS MATERIALIZED (SELECT * FROM {before} WHERE record IN ({meeting}))")
        steps.append(
            f"left{at} AS (SELECT * FROM met{at} UNION ALL "
            f"SELECT * FROM {before} WHERE NOT EXISTS (SELECT FROM met{at}))"
        )
        before = f"left{at}"
    gone = "SELECT record FROM parade.weights WHERE term = ANY(%(without)s::integer[])"
    steps.append(f"allowed AS MATERIALIZED (SELECT * FROM {before} WHERE record NOT IN ({gone}))")
    return ",\n".join(steps)


PASSING = """
chosen AS (SELECT * FROM unnest(%(facets)s::text[], %(values)s::text[]) AS c(facet, value)),
met AS MATERIALIZED (SELECT DISTINCT record, facet FROM parade.facets JOIN chosen USING (facet, value)),
met_count AS (SELECT record, count(*) AS met FROM met GROUP BY record),
filtered AS MATERIALIZED (
    SELECT allowed.*, coalesce(met, 0) AS met FROM allowed LEFT JOIN met_count USING (record)
),
passing AS MATERIALIZED (SELECT * FROM filtered WHERE met = cardinality(%(filters)s::text[]))"""
"""What is allowed and meets every filter, by any of its chosen values."""

COUNTED = """
counted AS (
    SELECT facets.facet, facets.value, count(*) AS number
    FROM filtered JOIN parade.facets USING (record)
    LEFT JOIN met ON met.record = facets.record AND met.facet = facets.facet
    WHERE facets.facet <> 'gemeente' AND filtered.met
        + (facets.facet = ANY(%(filters)s::text[]) AND met.record IS NULL)::integer = cardinality(%(filters)s::text[])
    GROUP BY facets.facet, facets.value
)"""
"""For each value of a facet the records that one would get by choosing it, beside what is chosen in the others."""

GOOD, FAINT = f"fit >= {WEAK}", f"fit >= {FAINTLY} AND fit < {WEAK}"
NEWEST = """
    SELECT *, CASE WHEN place <= (SELECT good + faint FROM told) THEN 0 ELSE 1 END AS rest FROM (
        SELECT *, row_number() OVER (ORDER BY at_home DESC, score DESC, id) AS place FROM homed
    ) AS numbered"""


def query(demands: list[str], filtered: bool, counting: bool, newest: bool) -> str:
    """The whole query: one row with the best records, the counts of what fits, and those of facets."""
    passing = PASSING if filtered or counting else "passing AS MATERIALIZED (SELECT * FROM allowed)"
    steps = [SCORES, _allowed(demands), passing]
    if counting:
        steps.append(COUNTED)
    steps.append(
        f"told AS MATERIALIZED (SELECT count(*) AS total, count(*) FILTER (WHERE {GOOD}) AS good, "
        f"count(*) FILTER (WHERE {FAINT}) AS faint FROM passing)"
    )
    steps.append(f"homed AS (SELECT *, (%(home)s::boolean AND inside AND {GOOD}) AS at_home FROM passing)")
    columns, order = "record, id, score, fit", "at_home DESC, score DESC, id"
    if newest:
        steps.append(f"dated AS ({NEWEST})")
        order = "rest, CASE rest WHEN 0 THEN newest END DESC, CASE rest WHEN 0 THEN id END, place"
    source = "dated" if newest else "homed"
    steps.append(
        f"first AS (SELECT {columns}, row_number() OVER (ORDER BY {order}) AS rank FROM {source} "
        f"ORDER BY {order} LIMIT %(limit)s)"
    )
    counts = "(SELECT json_agg(json_build_array(facet, value, number)) FROM counted)" if counting else "NULL"
    return (
        f"WITH {', '.join(steps)}\n"
        "SELECT (SELECT json_agg(json_build_array(record, id, score, fit) ORDER BY rank) FROM first), "
        f"good, faint, total, {counts}, EXISTS (SELECT FROM near WHERE inside) FROM told"
    )
