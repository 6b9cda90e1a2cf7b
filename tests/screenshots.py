"""Makes the pictures of the README from the built site: `make screenshots`."""

from __future__ import annotations

from pathlib import Path

from tests.browser import WIDTHS, chromium, served

PICTURES = Path("docs/screenshots")
PAGES = {
    "home": "",
    "zoeken": "zoeken/",
    "voorbeeld": "voorbeelden/samen-doen-reusel-de-mierden/",
    "voorbeelden": "voorbeelden/",
    "kaart": "kaart/",
    "bijeenkomst": "bijeenkomsten/transitiebijeenkomst-2014/",
    "gemeente": "gemeenten/leusden/",
    "toevoegen": "voorbeeld-toevoegen/",
    "dit-ga-ik-doen": "mijn-plannen/#ga=samen-doen-reusel-de-mierden",
}
QUESTION = "Een oudere buurman komt de deur niet meer uit sinds zijn vrouw er niet meer is"


def main() -> None:
    """Write a picture of each page at each width."""
    PICTURES.mkdir(exist_ok=True)
    with served(Path("site")) as address, chromium() as browser:
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 900})
            for name, path in PAGES.items():
                page.goto(address + path)
                if name == "zoeken":
                    page.get_by_label("Waar loop je tegenaan?").fill(QUESTION)
                    page.locator(".zoek__lijst li").first.wait_for()
                page.screenshot(path=PICTURES / f"{name}-{width}.png")


if __name__ == "__main__":
    main()
