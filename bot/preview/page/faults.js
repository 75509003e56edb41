// Faults: what Discord and the network do to a bot on a bad day, to be switched on and looked at.

import { el, icon } from "./dom.js";

const FOREVER = "forever";

// [heading, [fault, its name, what happens]]
const GROUPS = [
  ["An answer on its way to Discord", [
    ["rate_limit", "“Slow down”, says Discord", "Rate limit 429: to be tried again after 0.3 seconds."],
    ["cloudflare", "“Slow down”, says the wall before Discord", "429 without Via, and no JSON to read."],
    ["server_error", "Discord is broken", "A server error, 500 to 504."],
    ["reset", "The connection is cut", "Before the answer arrives."],
    ["reset_after", "The connection is cut too late", "The answer has arrived, but the bot never hears so."],
    ["hang", "Silence", "The answer gets nowhere, and nobody says so."],
    ["hang_after", "Silence, though it arrived", "The answer has arrived; nobody says so."],
    ["slow", "Discord is slow", "It takes 0.8 seconds to reply."],
  ]],
  ["A command or press on its way to the bot", [
    ["duplicate", "It arrives twice", "One answer is enough."],
    ["late", "It arrives late", "By 0.8 of the 3 seconds."],
    ["out_of_order", "The next one overtakes it", "Or it comes a quarter of a second later."],
    ["drop_before", "The gateway breaks just before it", "It comes when the bot is back."],
    ["drop_after", "The gateway breaks just after it", "The answer takes another way."],
  ]],
  ["The gateway", [["gateway_away", "Discord cannot be reached", "The connection breaks, and no new one is let through."]]],
  ["Rights that the bot lacks on the server", [
    ["no_attach_files", "Attach Files", "No posters, no files."],
    ["no_create_events", "Create Events", "No events of a film night."],
    ["no_send_messages", "Send Messages", "Nothing is posted unasked; answers need no right."],
    ["no_read_message_history", "Read Message History", "What became of a post cannot be looked up."],
    ["no_create_public_threads", "Create Public Threads", "No thread at the film of the day."],
  ]],
];

// What is on or off, not so many times.
const LASTING = new Set(GROUPS.slice(-2).flatMap(([, faults]) => faults.map(([fault]) => fault)));

const NAMES = new Map(GROUPS.flatMap(([, faults]) => faults.map(([fault, name]) => [fault, name])));

/** What befell a message on its way: "Silence · The connection is cut ×2 · answered after 1.4 s". */
export function befallen({ faults, answered_after: seconds }) {
  const times = new Map();
  for (const one of faults) times.set(one, (times.get(one) ?? 0) + 1);
  const names = [...times].map(([one, count]) => `${NAMES.get(one) ?? one}${count > 1 ? ` ×${count}` : ""}`);
  const end = seconds === null ? "no answer in time" : `answered after ${seconds.toFixed(1)} s`;
  return el("div", { class: "befallen" }, icon("bolt"), [...names, end].join(" · "));
}

/** The button in the header and the sheet behind it. `change(fault, times)`: times null for good; `calm()`: all off. */
export class Faults {
  constructor({ change, calm }) {
    this.change = change;
    this.state = {};
    this.words = el("span", { class: "faults-words" });
    this.button = el("button", { type: "button", id: "faults", class: "faults-button", "aria-haspopup": "dialog", on: { click: () => this.open() } }, icon("bolt"), this.words);
    this.rows = new Map();
    this.calm = el("button", { type: "button", class: "button secondary", on: { click: calm } }, el("span", { text: "Switch all off" }));
    const done = el("button", { type: "button", class: "button primary", on: { click: () => this.dialog.close() } }, el("span", { text: "Done" }));
    const close = el("button", { type: "button", class: "round", "aria-label": "Close", on: { click: () => this.dialog.close() } }, icon("close"));
    this.dialog = el(
      "dialog",
      { class: "sheet faults", "aria-labelledby": "faults-title" },
      el("header", {}, el("h2", { id: "faults-title", text: "Faults" }), close),
      el("p", { class: "faults-about", text: "They befall the bot, never this page: you see what members would see in Discord. Below each message that one befell stands what it was." }),
      GROUPS.map(([heading, faults]) => el("section", {}, el("h3", { text: heading }), faults.map((one) => this.#row(one)))),
      el("footer", {}, this.calm, done),
    );
    this.dialog.addEventListener("click", (event) => event.target === this.dialog && this.dialog.close());
    document.body.append(this.dialog);
    this.update({});
  }

  open() {
    this.dialog.showModal();
    this.dialog.scrollTop = 0;
  }

  /** The state as /api/events sends it: {fault: {times, happened}}. */
  update(state) {
    this.state = state;
    for (const [fault, row] of this.rows) row.show(state[fault] ?? { times: 0, happened: 0 });
    const on = [...this.rows.keys()].filter((fault) => state[fault] && state[fault].times !== 0).length;
    this.words.textContent = on ? `Faults: ${on} on` : "Faults";
    this.button.setAttribute("aria-label", this.words.textContent);
    this.button.dataset.on = on || "";
    this.button.classList.toggle("on", on > 0);
    this.calm.disabled = !on;
  }

  #row([fault, name, about]) {
    const id = `fault-${fault}`;
    const happened = el("span", { class: "fault-happened" });
    const choice = el("select", { id, "aria-describedby": `${id}-about`, on: { change: () => this.change(fault, choice.value === FOREVER ? null : Number(choice.value)) } });
    const element = el(
      "div",
      { class: "fault" },
      el("div", { class: "option-words" }, el("label", { for: id, text: name }), el("small", { id: `${id}-about` }, about, happened)),
      choice,
    );
    let shown;
    const show = ({ times, happened: count }) => {
      happened.textContent = count ? ` Happened ${count === 1 ? "once" : `${count} times`}.` : "";
      element.classList.toggle("on", times !== 0);
      if (times === shown) return;
      shown = times;
      choice.replaceChildren(...optionsOf(fault, times));
      choice.value = times === null ? FOREVER : String(times);
    };
    this.rows.set(fault, { show });
    return element;
  }
}

function optionsOf(fault, times) {
  const orders = LASTING.has(fault) ? [] : [...new Set([1, 3, 10, times].filter(Boolean))].sort((a, b) => a - b);
  const named = orders.map((one) => [String(one), one === 1 ? "The next time" : `The next ${one} times`]);
  return [["0", "Off"], ...named, [FOREVER, "Until switched off"]].map(([value, text]) => el("option", { value, text }));
}
