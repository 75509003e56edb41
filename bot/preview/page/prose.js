// The tree of markdown.js -> elements.

import { el, icon, webAddress } from "./dom.js";
import { parse } from "./markdown.js";

const TIMES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  s: { dateStyle: "short", timeStyle: "short" },
  S: { dateStyle: "short", timeStyle: "medium" },
};
const STEPS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
const ELEMENTS = { strong: "strong", em: "em", underline: "u", strike: "s", quote: "blockquote", subtext: "small" };

/** Elements for a text of the bot. `world`: names behind ids, the reader's locale, what a click on a command does. */
export function prose(text, world) {
  return parse(text ?? "").map((node) => render(node, world));
}

/** For places where Discord has no blocks: an embed's title, the name of a field. */
export function line(text, world) {
  return parse(text ?? "", { block: false }).map((node) => render(node, world));
}

function render(node, world) {
  const children = () => node.children.map((child) => render(child, world));
  switch (node.kind) {
    case "text":
      return document.createTextNode(node.text);
    case "heading":
      return el(`h${node.level}`, {}, children());
    case "link":
      return link(node, children());
    case "code":
      return el("code", { text: node.text });
    case "codeblock":
      return el("pre", { tabindex: "0" }, el("code", { "data-language": node.language || null, text: node.text }));
    case "list":
      return list(node, world);
    case "spoiler":
      return spoiler(children());
    case "time":
      return time(node, world);
    case "user":
      return mention(`@${world.people.get(node.id)?.name ?? "unknown-user"}`);
    case "role":
      return mention(`@${world.roles.get(node.id)?.name ?? "unknown-role"}`);
    case "channel":
      return mention(world.channels.get(node.id)?.name ?? "unknown", "hash");
    case "everyone":
      return mention(node.text);
    case "command":
      return el("button", { type: "button", class: "mention", text: `/${node.name}`, on: { click: () => world.useCommand(node.name) } });
    case "emoji":
      return document.createTextNode(`:${node.name}:`);
    default:
      return el(ELEMENTS[node.kind], {}, children());
  }
}

function link(node, children) {
  const href = webAddress(node.href);
  if (!href) return el("span", {}, children);
  return el("a", { href, title: node.title || null, target: "_blank", rel: "noopener noreferrer" }, children);
}

function list(node, world) {
  const items = node.items.map((item) => el("li", {}, item.map((child) => render(child, world))));
  return node.start === null ? el("ul", {}, items) : el("ol", { start: String(node.start) }, items);
}

function mention(text, symbol) {
  return el("span", { class: "mention" }, symbol ? icon(symbol) : null, text);
}

function spoiler(children) {
  const words = el("span", { class: "spoiler-words", inert: true }, children);
  const cover = el("span", { class: "spoiler", role: "button", tabindex: "0", "aria-label": "Spoiler, show it" }, words);
  const show = (event) => {
    if (event.type === "keydown" && event.key !== "Enter" && event.key !== " ") return;
    if (cover.classList.contains("shown")) return;
    event.preventDefault();
    cover.classList.add("shown");
    words.inert = false;
    for (const attribute of ["role", "tabindex", "aria-label"]) cover.removeAttribute(attribute);
  };
  cover.addEventListener("click", show);
  cover.addEventListener("keydown", show);
  return cover;
}

function time(node, world) {
  const moment = new Date(node.seconds * 1000);
  if (Number.isNaN(moment.valueOf())) return document.createTextNode("Invalid Date");
  const element = el("time", {
    datetime: moment.toISOString(),
    title: moment.toLocaleString(world.locale, TIMES.F),
    text: node.style === "R" ? relative(moment, world.locale) : moment.toLocaleString(world.locale, TIMES[node.style]),
  });
  if (node.style === "R") element.dataset.locale = world.locale;
  return element;
}

function relative(moment, locale) {
  const seconds = Math.round((moment - Date.now()) / 1000);
  const [unit, size] = STEPS.find(([, length]) => Math.abs(seconds) >= length) ?? STEPS.at(-1);
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

/** "in 5 minutes" grows old: called now and then. */
export function refreshTimes() {
  for (const element of document.querySelectorAll("time[data-locale]")) {
    element.textContent = relative(new Date(element.getAttribute("datetime")), element.dataset.locale);
  }
}
