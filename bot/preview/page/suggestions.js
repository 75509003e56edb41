// The list above the composer: commands, options, or values, one of which may be marked.

import { el } from "./dom.js";

/** A row is {label, description, picture, mark, aside, pick}: what is shown, and what happens when it is chosen. */
export class Suggestions {
  constructor() {
    this.head = el("div", { class: "suggest-head" });
    this.list = el("ul", { id: "suggestions", role: "listbox", "aria-label": "Suggestions" });
    this.element = el("div", { class: "suggest", hidden: true }, this.head, this.list);
    this.rows = [];
    this.active = -1;
    this.element.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays where one types
    this.list.addEventListener("click", (event) => {
      const row = event.target.closest("[role=option]");
      if (row) this.rows[[...this.list.children].indexOf(row)].pick();
    });
  }

  get open() {
    return !this.element.hidden;
  }

  /** `title` and `explanation` stand above the rows; `marked` is the row Enter would choose, -1 for none. */
  show(input, { title, explanation = "", rows = [], marked = 0, note = "" }) {
    this.input = input;
    this.rows = rows;
    this.head.replaceChildren(el("strong", { text: title }), explanation ? el("span", { text: explanation }) : "");
    this.list.replaceChildren(...rows.map((row, at) => this.#row(row, at)));
    if (note) this.list.append(el("li", { class: "suggest-note", text: note }));
    this.element.hidden = false;
    input.setAttribute("aria-expanded", String(rows.length > 0));
    this.mark(rows.length ? marked : -1);
  }

  hide() {
    this.element.hidden = true;
    this.rows = [];
    this.active = -1;
    this.input?.setAttribute("aria-expanded", "false");
    this.input?.removeAttribute("aria-activedescendant");
  }

  move(step) {
    const { length } = this.rows;
    if (length) this.mark(this.active < 0 ? (step > 0 ? 0 : length - 1) : (this.active + step + length) % length);
  }

  mark(at) {
    this.active = at;
    [...this.list.querySelectorAll("[role=option]")].forEach((row, index) => {
      row.setAttribute("aria-selected", String(index === at));
      if (index === at) row.scrollIntoView({ block: "nearest" });
    });
    if (at >= 0) this.input.setAttribute("aria-activedescendant", `suggestion-${at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  /** Chooses the marked row. False if there is none. */
  pick() {
    if (this.active < 0) return false;
    this.rows[this.active].pick();
    return true;
  }

  #row(row, at) {
    const words = el(
      "span",
      { class: "option-words" },
      el("span", { class: "suggest-label" }, row.label, (row.aside ?? []).map((one) => [" ", el("span", { class: "suggest-aside", text: one })])),
      row.description ? el("small", { text: row.description }) : null,
    );
    return el("li", { id: `suggestion-${at}`, role: "option", class: "option" }, row.picture?.() ?? null, words, row.mark ? el("span", { class: "suggest-mark", text: row.mark }) : null);
  }
}
