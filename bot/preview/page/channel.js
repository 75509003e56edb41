// The list of messages: keeps the elements in step with what the server says, and the reader where he is.

import { announce } from "./dom.js";
import { plain } from "./markdown.js";
import { interactionFailed, message, sending } from "./message.js";

const NEAR_END = 80; // pixels: closer than this to the end, new messages are followed

export class Channel {
  constructor(scroller, list) {
    this.scroller = scroller;
    this.list = list;
    this.shown = new Map(); // row id -> {row, element}
    this.following = true;
    this.first = true;
    this.pressed = null; // the id of the row whose button or menu was used last, until there is an answer
    scroller.addEventListener("scroll", () => {
      this.following = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END;
    });
    const follow = () => this.following && this.toEnd();
    new ResizeObserver(follow).observe(list);
    new ResizeObserver(follow).observe(scroller);
  }

  toEnd() {
    this.following = true;
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  clear() {
    this.shown.clear();
    this.list.replaceChildren();
    this.list.setAttribute("aria-busy", "true"); // until the server has said what is there
    this.first = true;
    this.following = true;
  }

  /** `rows` are new or changed, `order` are the ids of all that is there now. */
  update({ rows, order }, { act, ...rest }) {
    const context = { ...rest, preview: (id) => this.#preview(id), act: (row, component, values) => this.#act(act, row, component, values) };
    const answered = this.#isAnswered(rows);
    for (const row of rows) this.#put(row, context);
    const known = new Set(order);
    for (const [id, { element }] of this.shown) {
      if (known.has(id)) continue;
      element.remove();
      this.shown.delete(id);
    }
    order.forEach((id, at) => {
      const { element } = this.shown.get(id);
      if (this.list.children[at] !== element) this.list.insertBefore(element, this.list.children[at] ?? null);
    });
    this.first = false;
    this.list.removeAttribute("aria-busy");
    if (this.following || answered) this.toEnd();
  }

  /** Whether a new message answers a press: who pressed far up wants to see it. An answer in place is seen anyway. */
  #isAnswered(rows) {
    if (this.pressed === null) return false;
    const fresh = rows.some((row) => !this.shown.has(row.id));
    if (fresh || rows.some((row) => row.id === this.pressed)) this.pressed = null;
    return fresh;
  }

  #put(row, context) {
    const before = this.shown.get(row.id)?.element;
    const element = message(row, context);
    if (before) {
      const restore = focusIn(before);
      before.replaceWith(element);
      restore(element);
    } else if (!this.first) element.classList.add("arrived");
    this.shown.set(row.id, { row, element });
    if (!this.first && !row.thinking) announce(`${context.bot.name}: ${words(row)}`);
  }

  async #act(act, row, component, values) {
    this.pressed = row.id;
    const failed = await act(row, component, values);
    const element = this.shown.get(row.id)?.element;
    if (failed && element) interactionFailed(element, failed);
  }

  #preview(id) {
    const shown = this.shown.get(id);
    return shown ? words(shown.row) : "An earlier message";
  }

  /** Shows "Sending command…" if the answer takes a moment. Returns what takes it away again. */
  sending(member, name, context) {
    const element = sending(member, name, context);
    const timer = setTimeout(() => {
      this.list.append(element);
      this.toEnd();
    }, 200);
    return () => {
      clearTimeout(timer);
      element.remove();
    };
  }
}

/** Remembers where the keyboard is in a message, to put it back into its new edition. */
function focusIn(element) {
  const active = document.activeElement;
  if (!element.contains(active)) return () => {};
  const reachable = (one) => [...one.querySelectorAll("button:not(:disabled), a[href]")];
  const at = reachable(element).indexOf(active);
  const { key } = active.dataset;
  const label = active.getAttribute("aria-label");
  return (edition) => {
    const all = reachable(edition);
    const same = all.find((one) => key && one.dataset.key === key) ?? all.find((one) => label && one.getAttribute("aria-label") === label);
    (same ?? all[Math.min(at, all.length - 1)])?.focus({ preventScroll: true });
  };
}

/** The beginning of what a message says, without marks. */
function words(row) {
  if (row.failed) return row.failed;
  if (row.thinking) return "…";
  const texts = [row.data.content, ...row.data.embeds.flatMap((one) => [one.title, one.description]), ...displays(row.data.components)];
  const said = texts.filter(Boolean).map(plain).join(" ").replace(/\s+/g, " ").trim();
  return said.length > 140 ? `${said.slice(0, 139)}…` : said || "a message without words";
}

function displays(components) {
  return components.flatMap((one) => [one.type === 10 ? one.content : null, ...displays(one.components ?? [])]);
}
