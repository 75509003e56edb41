// The list of messages: keeps the elements in step with what the server says, and the reader where he is.

import { announce } from "./dom.js";
import { lost, spotOf, spotIn } from "./focus.js";
import { plain } from "./markdown.js";
import { interactionFailed, message, sending } from "./message.js";

const NEAR_END = 80; // pixels: closer than this to the end, new messages are followed
const ABOVE = 8; // pixels above a message that is shown from its top

export class Channel {
  constructor(scroller, list) {
    this.scroller = scroller;
    this.list = list;
    this.shown = new Map(); // row id -> {row, element}
    this.following = true; // the reader is where we put him, or at the end
    this.placed = 0; // where we put him
    this.newest = null; // the id of the row that came last, which is shown from its top; null: the end of the channel is shown
    this.first = true;
    this.pressed = null; // the id of the row whose button or menu was used last, until there is an answer
    this.spot = null; // where the keyboard was last in a message
    scroller.addEventListener("scroll", () => {
      const most = scroller.scrollHeight - scroller.clientHeight; // what grew shorter was not scrolled by anybody
      const moved = Math.abs(scroller.scrollTop - Math.min(this.placed, most)) > 2;
      if (moved) this.newest = null;
      this.following = !moved || scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END;
    });
    list.addEventListener("focusin", (event) => (this.spot = spotOf(event.target)));
    const follow = () => this.following && this.#show();
    new ResizeObserver(follow).observe(list);
    new ResizeObserver(follow).observe(scroller);
  }

  toEnd() {
    this.newest = null;
    this.#show();
  }

  /** The end of the channel; but of a newest message that is taller than the window the beginning. */
  #show() {
    const { scroller } = this;
    const element = this.shown.get(this.newest)?.element;
    const top = element ? scroller.scrollTop + element.getBoundingClientRect().top - scroller.getBoundingClientRect().top - ABOVE : Infinity;
    scroller.scrollTop = Math.min(scroller.scrollHeight - scroller.clientHeight, top);
    this.placed = scroller.scrollTop;
    this.following = true;
  }

  /** Puts the keyboard back into the message where it was, if it is nowhere: its element may have been replaced meanwhile. */
  refocus() {
    const element = this.shown.get(this.spot?.row)?.element;
    if (element && lost()) spotIn(element, this.spot)?.focus({ preventScroll: true });
  }

  clear() {
    this.shown.clear();
    this.list.replaceChildren();
    this.list.setAttribute("aria-busy", "true"); // until the server has said what is there
    this.first = true;
    this.following = true;
    this.newest = this.spot = null;
  }

  /** `rows` are new or changed, `order` are the ids of all that is there now. */
  update({ rows, order }, { act, ...rest }) {
    const context = { ...rest, preview: (id) => this.#preview(id), act: (row, component, values) => this.#act(act, row, component, values) };
    const fresh = order.find((id) => !this.shown.has(id));
    const answered = this.#isAnswered(rows);
    for (const row of rows) this.#put(row, context);
    const known = new Set(order);
    for (const [id, { element }] of this.shown) {
      if (known.has(id)) continue;
      if (element.contains(document.activeElement)) this.scroller.focus({ preventScroll: true });
      element.remove();
      this.shown.delete(id);
    }
    order.forEach((id, at) => {
      const { element } = this.shown.get(id);
      if (this.list.children[at] !== element) this.list.insertBefore(element, this.list.children[at] ?? null);
    });
    if (fresh && !this.first && (this.following || answered)) this.newest = fresh;
    this.first = false;
    this.list.removeAttribute("aria-busy");
    if (this.following || answered) this.#show();
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
      const spot = before.contains(document.activeElement) ? spotOf(document.activeElement) : null;
      before.replaceWith(element);
      if (spot) spotIn(element, spot)?.focus({ preventScroll: true });
    } else if (!this.first) element.classList.add("arrived");
    this.shown.set(row.id, { row, element });
    if (!this.first && !row.thinking) announce(`${(context.world.people.get(row.author) ?? context.bot).name}: ${words(row)}`);
  }

  async #act(act, row, component, values) {
    this.pressed = row.id;
    const failed = await act(row, component, values);
    const element = this.shown.get(row.id)?.element;
    if (failed && element) interactionFailed(element, failed);
  }

  #preview(id) {
    const shown = this.shown.get(id);
    return shown ? { author: shown.row.author, words: words(shown.row) } : null;
  }

  /** Shows "Sending command…" if the answer takes a moment. Returns what takes it away again. */
  sending(used, context) {
    const element = sending(used, context);
    const timer = setTimeout(() => {
      this.list.append(element);
      if (this.newest === null) this.toEnd(); // else a message has arrived meanwhile, and is seen from its top
    }, 200);
    return () => {
      clearTimeout(timer);
      element.remove();
      if (this.following) this.#show(); // at once: what the browser moves by itself would be taken for the reader's doing
    };
  }
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
