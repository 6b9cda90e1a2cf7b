/* A QR code for a text, as an SVG: byte mode, level L, as ISO/IEC 18004 has it. For addresses that only the visitor's
   device knows; what the build knows, it draws with segno, and a test holds the two against each other. */

const ECC = [7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28, 28, 28, 30, 30, 26];
const BLOCKS = [1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12];
const MASKS = [
  (x, y) => (x + y) % 2, (_, y) => y % 2, (x) => x % 3, (x, y) => (x + y) % 3, (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2,
  (x, y) => ((x * y) % 2) + ((x * y) % 3), (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2, (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2,
];

function modules(version) {
  let count = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const aligned = Math.floor(version / 7) + 2;
    count -= (25 * aligned - 10) * aligned - 55;
    if (version >= 7) count -= 36;
  }
  return count;
}

const room = (version) => Math.floor(modules(version) / 8) - ECC[version - 1] * BLOCKS[version - 1];

/* Multiplication in the field of 256 elements. */
function times(x, y) {
  let z = 0;
  for (let bit = 7; bit >= 0; bit -= 1) z = (z << 1) ^ ((z >>> 7) * 0x11d) ^ (((y >>> bit) & 1) * x);
  return z;
}

function divisor(degree) {
  const found = [...new Array(degree - 1).fill(0), 1];
  let root = 1;
  for (let at = 0; at < degree; at += 1) {
    for (let place = 0; place < degree; place += 1) found[place] = times(found[place], root) ^ (found[place + 1] ?? 0);
    root = times(root, 2);
  }
  return found;
}

function remainder(data, by) {
  const found = by.map(() => 0);
  for (const byte of data) {
    const factor = byte ^ found.shift();
    found.push(0);
    by.forEach((part, at) => { found[at] ^= times(part, factor); });
  }
  return found;
}

/* Data in blocks with what mends them, taken in turn. */
function codewords(bytes, version) {
  const bits = [];
  const put = (value, length) => { for (let at = length - 1; at >= 0; at -= 1) bits.push((value >>> at) & 1); };
  put(4, 4);
  put(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) put(byte, 8);
  const space = room(version) * 8;
  put(0, Math.min(4, space - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < space; pad ^= 0xec ^ 0x11) put(pad, 8);
  const data = Array.from({ length: bits.length / 8 }, (_, at) => bits.slice(at * 8, at * 8 + 8).reduce((sum, bit) => sum * 2 + bit, 0));
  const count = BLOCKS[version - 1];
  const mends = ECC[version - 1];
  const raw = Math.floor(modules(version) / 8);
  const short = count - (raw % count);
  const length = Math.floor(raw / count) - mends;
  const by = divisor(mends);
  let from = 0;
  const blocks = Array.from({ length: count }, (_, at) => {
    const part = data.slice(from, from += length + (at < short ? 0 : 1));
    return { part, mend: remainder(part, by) };
  });
  const found = [];
  for (let at = 0; at <= length; at += 1) for (const { part } of blocks) if (at < part.length) found.push(part[at]);
  for (let at = 0; at < mends; at += 1) for (const { mend } of blocks) found.push(mend[at]);
  return found;
}

function aligned(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  const places = [6];
  for (let at = version * 4 + 10; places.length < count; at -= step) places.splice(1, 0, at);
  return places;
}

/* The code as rows of 0 and 1; `mask` is chosen when it is not given. Throws when the text is too long. */
export function matrix(text, mask) {
  const bytes = new TextEncoder().encode(text);
  let version = 1;
  while (version <= ECC.length && bytes.length + (version < 10 ? 2 : 3) > room(version)) version += 1;
  if (version > ECC.length) throw new RangeError("too long");
  const size = version * 4 + 17;
  const dark = Array.from({ length: size }, () => new Array(size).fill(0));
  const fixed = Array.from({ length: size }, () => new Array(size).fill(false));
  const set = (x, y, on) => { dark[y][x] = on ? 1 : 0; fixed[y][x] = true; };
  for (let at = 0; at < size; at += 1) { set(6, at, at % 2 === 0); set(at, 6, at % 2 === 0); }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]]) {
    for (let dy = -4; dy <= 4; dy += 1) for (let dx = -4; dx <= 4; dx += 1) {
      const far = Math.max(Math.abs(dx), Math.abs(dy));
      if (x + dx >= 0 && x + dx < size && y + dy >= 0 && y + dy < size) set(x + dx, y + dy, far !== 2 && far !== 4);
    }
  }
  const places = aligned(version);
  const last = places.length - 1;
  for (const [i, x] of places.entries()) for (const [j, y] of places.entries()) {
    if ((i === 0 && j === 0) || (i === 0 && j === last) || (i === last && j === 0)) continue;
    for (let dy = -2; dy <= 2; dy += 1) for (let dx = -2; dx <= 2; dx += 1) set(x + dx, y + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
  }
  const format = (chosen) => {
    let rest = 8 | chosen; // level L is 01
    const data = rest;
    for (let at = 0; at < 10; at += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
    const bits = ((data << 10) | rest) ^ 0x5412;
    const bit = (at) => (bits >>> at) & 1;
    for (let at = 0; at <= 5; at += 1) set(8, at, bit(at));
    set(8, 7, bit(6)); set(8, 8, bit(7)); set(7, 8, bit(8));
    for (let at = 9; at < 15; at += 1) set(14 - at, 8, bit(at));
    for (let at = 0; at < 8; at += 1) set(size - 1 - at, 8, bit(at));
    for (let at = 8; at < 15; at += 1) set(8, size - 15 + at, bit(at));
    set(8, size - 8, 1);
  };
  format(0);
  if (version >= 7) {
    let rest = version;
    for (let at = 0; at < 12; at += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    const bits = (version << 12) | rest;
    for (let at = 0; at < 18; at += 1) { const [a, b] = [size - 11 + (at % 3), Math.floor(at / 3)]; set(a, b, (bits >>> at) & 1); set(b, a, (bits >>> at) & 1); }
  }
  const words = codewords(bytes, version);
  let at = 0;
  for (let right = size - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    for (let up = 0; up < size; up += 1) for (const x of [right, right - 1]) {
      const y = ((right + 1) & 2) === 0 ? size - 1 - up : up;
      if (!fixed[y][x] && at < words.length * 8) { dark[y][x] = (words[at >>> 3] >>> (7 - (at & 7))) & 1; at += 1; }
    }
  }
  const masked = (chosen) => {
    format(chosen);
    return dark.map((row, y) => row.map((on, x) => (fixed[y][x] ? on : on ^ (MASKS[chosen](x, y) === 0 ? 1 : 0))));
  };
  if (mask !== undefined) return masked(mask);
  const all = MASKS.map((_, chosen) => masked(chosen));
  const costs = all.map(cost);
  return all[costs.indexOf(Math.min(...costs))];
}

/* How hard a code is to read: long runs and large blocks of one colour, and what looks like a corner. */
function cost(rows) {
  let sum = 0;
  for (const lines of [rows, rows[0].map((_, x) => rows.map((row) => row[x]))]) {
    for (const line of lines) {
      const text = line.join("");
      for (const run of text.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2;
      sum += 40 * ((text.match(/(?=10111010000)/g) ?? []).length + (text.match(/(?=00001011101)/g) ?? []).length);
    }
  }
  for (let y = 1; y < rows.length; y += 1) for (let x = 1; x < rows.length; x += 1) if (rows[y][x] === rows[y - 1][x] && rows[y][x] === rows[y][x - 1] && rows[y][x] === rows[y - 1][x - 1]) sum += 3;
  const part = rows.flat().filter(Boolean).length / rows.length ** 2;
  return sum + Math.floor(Math.abs(part - 0.5) * 20) * 10;
}

/* An SVG of it, named for who cannot see it; nothing when the text is too long for a camera to read. */
export function qr(text, label) {
  let rows;
  try { rows = matrix(text); } catch { return null; }
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", rows.flatMap((row, y) => row.map((on, x) => (on ? `M${x + 4} ${y + 4}h1v1h-1z` : ""))).join(""));
  svg.setAttribute("viewBox", `0 0 ${rows.length + 8} ${rows.length + 8}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  svg.setAttribute("class", "qr");
  svg.append(path);
  return svg;
}
