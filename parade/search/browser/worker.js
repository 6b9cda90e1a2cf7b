/* Runs the engine beside the page, so that typing never waits. */

import { Engine } from "./engine.js";

const files = new Map();

function load(name) {
  if (!files.has(name)) {
    const answer = fetch(new URL(name, import.meta.url)).then((response) => {
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      return response.json();
    });
    answer.catch(() => files.delete(name));
    files.set(name, answer);
  }
  return files.get(name);
}

let engine;

self.onmessage = async ({ data: { id, question, options } }) => {
  try {
    engine ??= new Engine(await load("index.json"), load);
    postMessage({ id, answer: await engine.ask(question, options) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
};
