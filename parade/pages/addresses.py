"""Addresses within the site that more than one page names; each stands here once."""

MAP_DATA = "assets/parade/kaart.geojson"
STYLE = "assets/parade/parade.css"
SHEET_STYLE = "assets/parade/blad.css"  # of sheets, and of what a visitor keeps; other pages do without
PLAN_STYLE = "assets/parade/plannen.css"  # of what one will do, and of the wall that shows it
NEWEST_FEED = "feeds/nieuw.xml"
SHARE_PICTURES = "beeld/delen/"
OF_SITE = "_parade"  # the share picture of all pages without one of their own; no record can have this id
