/* A calendar file (RFC 5545), made here. Times are those of the clock on the wall there, so without a zone. */

const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n").replace(/\p{Cc}/gu, "");

/* A line is at most 75 bytes; what is longer goes on after a line end and a space, never within a letter. */
function folded(line) {
  const made = [""];
  let room = 75;
  for (const letter of line) {
    const size = new TextEncoder().encode(letter).length;
    if (size > room) { made.push(" "); room = 74; }
    made[made.length - 1] += letter;
    room -= size;
  }
  return made.join("\r\n");
}

const compact = (day, time) => `${day.replaceAll("-", "")}${time ? `T${time.replace(":", "")}00` : ""}`;

/* `events`: { id, titel, dag, van?, tot?, tekst?, plek?, url?, vraag? }; days as 2026-11-28, times as 09:30. Without a
   time it lasts all day; with `vraag` the calendar asks at nine in the morning. */
export function calendar(site, events) {
  const now = `${new Date().toISOString().replace(/[-:]/g, "").slice(0, 15)}Z`;
  const made = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Parade//NL", "CALSCALE:GREGORIAN"];
  for (const { id, titel, dag, van, tot, tekst, plek, url, vraag } of events) {
    made.push("BEGIN:VEVENT", `UID:${id}@${escaped(site)}`, `DTSTAMP:${now}`);
    made.push(van ? `DTSTART:${compact(dag, van)}` : `DTSTART;VALUE=DATE:${compact(dag)}`);
    if (van && tot && tot > van) made.push(`DTEND:${compact(dag, tot)}`);
    made.push(`SUMMARY:${escaped(titel)}`);
    if (tekst) made.push(`DESCRIPTION:${escaped(tekst)}`);
    if (plek) made.push(`LOCATION:${escaped(plek)}`);
    if (url) made.push(`URL:${url}`);
    if (vraag) made.push("TRANSP:TRANSPARENT", "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT9H", `DESCRIPTION:${escaped(titel)}`, "END:VALARM");
    made.push("END:VEVENT");
  }
  made.push("END:VCALENDAR", "");
  return made.map(folded).join("\r\n");
}

export const CALENDAR = "text/calendar";
