/* Asks the browser's engine questions in Node: node engine.mjs FOLDER QUESTIONS.json ANSWERS.json */

import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [folder, questions, answers] = process.argv.slice(2);
const { Engine } = await import(pathToFileURL(`${folder}/engine.mjs`).href);
const files = new Map();
const load = async (name) => {
  if (!files.has(name)) files.set(name, JSON.parse(readFileSync(`${folder}/${name}`, "utf8")));
  return files.get(name);
};
let engine = new Engine(await load("index.json"), load);
const found = [];
const asked = JSON.parse(readFileSync(questions, "utf8"));
for (const [number, each] of asked.entries()) {
  const [question, options] = Array.isArray(each) ? each : [each];
  // A new engine now and then, so that what is fetched only when needed is not there yet.
  if (number % 50 === 0) engine = new Engine(await load("index.json"), load);
  if (options) { found.push(await engine.ask(question, options)); continue; }
  const { hits, goed, deels, onderwerp, plaats, verbeterd, ontbreekt, themas } = await engine.ask(question);
  const told = hits.map(({ id, titel, url, score, past, redenen, fragmenten }) => ({ id, titel, url, score, past, redenen, fragmenten }));
  found.push({ hits: told, goed, deels, onderwerp, plaats, verbeterd, ontbreekt, themas });
}
writeFileSync(answers, JSON.stringify(found));
