/* The plans on this device: those of the visitor, those that others handed over, and who the visitor is at work. */

import { forget, keep, kept } from "./bewaard.js";
import { planIn } from "./plan.js";

const MOST = 1000;

/* The plans under a name, "plannen" or "ontvangen", each looked at anew. */
export function plans(name) {
  const told = kept(name, []);
  return (Array.isArray(told) ? told : []).map(planIn).filter((plan) => plan?.inzending);
}

/* Whether they were kept. */
export function keepPlans(name, items) {
  if (items.length) return keep(name, items.slice(0, MOST));
  forget(name);
  return true;
}

/* With these in it: one that is there already takes its new form. */
export function withPlans(items, more) {
  const made = [...items];
  for (const plan of more) {
    const at = made.findIndex(({ inzending }) => inzending === plan.inzending);
    if (at < 0) made.push(plan); else made[at] = plan;
  }
  return made;
}

export function me() {
  const told = kept("ik", {});
  const text = (value, most) => (typeof value === "string" ? value.slice(0, most) : "");
  return { functie: text(told?.functie, 80), organisatie: text(told?.organisatie, 100) };
}

export const keepMe = (told) => keep("ik", told);
