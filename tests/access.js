/* What tests/test_access.py asks of a page beside axe; each function gives a list of what is wrong. */

window.access = (() => {
  const TARGETS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
  const LEAST = 24; // CSS pixels, WCAG 2.5.8
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const tell = (element) => element.outerHTML.replace(/\s+/g, " ").slice(0, 120);
  const visible = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
    && element.getClientRects().length > 0;

  /* One h1, headings that skip no level, Dutch, no id twice. */
  function structure() {
    const wrong = [];
    const levels = all("h1, h2, h3, h4, h5, h6").filter(visible).map((heading) => Number(heading.tagName[1]));
    if (levels.filter((level) => level === 1).length !== 1) wrong.push(`h1: ${levels}`);
    levels.slice(1).forEach((level, at) => { if (level > levels[at] + 1) wrong.push(`skips a level: ${levels.slice(0, at + 2)}`); });
    if (document.documentElement.lang !== "nl") wrong.push("not Dutch");
    if (!document.title.trim()) wrong.push("no title");
    const ids = all("[id]").map((element) => element.id);
    for (const id of new Set(ids.filter((each, at) => ids.indexOf(each) !== at))) wrong.push(`twice: #${id}`);
    return wrong;
  }

  /* Does text of the same sentence stand beside the link? Then the line decides how high it is. */
  function inSentence(target) {
    if (getComputedStyle(target).display !== "inline") return false;
    const block = target.closest("p, li, dd, dt, td, th, figcaption, h1, h2, h3, h4, label, summary") ?? target.parentElement;
    const inside = all("a, button", block).reduce((length, each) => length + each.textContent.trim().length, 0);
    return block.textContent.trim().length > inside + 2;
  }

  function box(target) {
    const boxes = [target, ...(target.labels ?? [])].filter(visible).map((each) => each.getBoundingClientRect());
    const [left, top] = [Math.min(...boxes.map((each) => each.left)), Math.min(...boxes.map((each) => each.top))];
    const [right, bottom] = [Math.max(...boxes.map((each) => each.right)), Math.max(...boxes.map((each) => each.bottom))];
    return { left, top, right, bottom, width: right - left, height: bottom - top };
  }

  /* A small target may stay when a circle of 24 pixels on it touches no other target. */
  function small() {
    const found = all(TARGETS).filter((target) => visible(target) && !inSentence(target) && target.tabIndex >= 0);
    const boxes = found.map(box);
    return found.filter((_target, at) => {
      const { left, top, width, height } = boxes[at];
      if (Math.round(width) >= LEAST && Math.round(height) >= LEAST) return false;
      const [x, y] = [left + width / 2, top + height / 2];
      return boxes.some((other, number) => {
        if (number === at) return false;
        const across = Math.max(other.left - x, 0, x - other.right);
        const down = Math.max(other.top - y, 0, y - other.bottom);
        return Math.hypot(across, down) < LEAST / 2;
      });
    }).map((target) => `${Math.round(box(target).width)}×${Math.round(box(target).height)} ${tell(target)}`);
  }

  /* Text that its box cuts off, and a page or a box wider than the screen. */
  function clipped() {
    const wrong = [];
    const width = document.documentElement.scrollWidth;
    if (width > innerWidth) wrong.push(`${width} wide on a screen of ${innerWidth}`);
    for (const element of all("body *").filter(visible)) {
      const style = getComputedStyle(element);
      const cuts = ["hidden", "clip"];
      if (element.matches("input, textarea, select, svg *") || !element.textContent.trim() || element.clientHeight <= 1) continue;
      if (cuts.includes(style.overflowY) && element.scrollHeight > element.clientHeight + 1) wrong.push(`cut: ${tell(element)}`);
      else if (cuts.includes(style.overflowX) && element.scrollWidth > element.clientWidth + 1) wrong.push(`cut: ${tell(element)}`);
    }
    return wrong;
  }

  /* The spacing of WCAG 1.4.12, as a reader's own style sheet gives it. */
  function spaceOut(on) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
      p { margin-block-end: 2em !important; }`);
    document.adoptedStyleSheets = on ? [sheet] : [];
  }

  /* What moves although the visitor asked for no motion. */
  function moving() {
    return all("*").filter((element) => ["", "::before", "::after"].some((pseudo) => {
      const style = getComputedStyle(element, pseudo);
      return style.animationName !== "none" || (style.transitionProperty !== "none" && parseFloat(style.transitionDuration) > 0);
    })).map(tell);
  }

  /* Controls of which the colours of the visitor (forced colours) leave no edge. */
  function edgeless() {
    return all("button, input:not([type=hidden]), select, textarea, a.knop").filter(visible).filter((control) => {
      const style = getComputedStyle(control);
      return style.appearance === "none" || control.matches("button, a") ? parseFloat(style.borderTopWidth) < 1 : false;
    }).map(tell);
  }

  /* What is wrong with where the focus is now: not to be seen, covered, or without a mark of its own. */
  function unmarked(at) {
    const wrong = [];
    const dot = at.querySelector("circle"); // of the map: its ring is the mark
    const style = getComputedStyle(dot ?? at);
    const mark = dot ? style.strokeWidth : style.outlineStyle === "none" ? "0" : style.outlineWidth;
    if (parseFloat(mark) < 2) wrong.push(`no mark: ${tell(at)}`);
    const spots = [...(dot ?? at).getClientRects()].filter(({ width, height }) => width && height);
    const parts = [0.5, 0.05, 0.95];
    const seen = spots.some(({ left, top, width, height }) => parts.some((right) => parts.some((down) => {
      const there = document.elementFromPoint(left + width * right, top + height * down);
      return there && (at.contains(there) || there.contains(at) || [...(at.labels ?? [])].some((label) => label.contains(there)));
    })));
    if (!visible(at) || !seen) wrong.push(`not to be seen: ${tell(at)}`);
    return wrong;
  }

  /* Notes where the focus is at each press of Tab, when the one before has been dealt with. */
  const way = [];
  function note() {
    const at = document.activeElement;
    way.push(at === document.body ? null : { at, wrong: unmarked(at) });
  }
  function follow() {
    document.activeElement?.blur();
    way.length = 0;
    addEventListener("keydown", (event) => { if (event.key === "Tab") note(); }, true);
  }

  /* What was wrong on the way through the page and back: `count` controls, a press more to leave, and again. */
  function walked(count) {
    note();
    const there = way.slice(1, count + 1).map((step) => step?.at);
    const back = way.slice(count + 2, 2 * count + 2).map((step) => step?.at);
    const wrong = way.flatMap((step) => step?.wrong ?? []);
    const reached = new Set(there.filter(Boolean));
    if (reached.size < count) wrong.push(`${count} controls in sight, Tab reaches ${reached.size}`);
    if (way[count + 1] && way[count + 1].at !== there[0]) wrong.push("Tab does not lead out");
    if (back.some((at, number) => at !== there[count - 1 - number])) wrong.push("Shift+Tab goes another way");
    return [...new Set(wrong)];
  }

  /* How many elements Tab should reach. */
  function reachable() {
    return all(TARGETS).filter((target) => visible(target) && target.tabIndex >= 0 && !target.disabled
      && !(target.type === "radio" && !target.checked)).length;
  }

  return { structure, small, clipped, spaceOut, moving, edgeless, follow, walked, reachable };
})();
