// One option of the command being typed.

import { el } from "./dom.js";
import { TYPE, valueOf } from "./slash.js";

export class Chip {
  constructor(option, input) {
    this.option = option;
    this.input = input;
    this.picked = undefined; // {value} of a picked row, as long as its text was not changed
    this.rows = []; // what the bot suggested last
    this.element = el("span", { class: "chip" }, el("span", { class: "chip-name", text: option.label }), input);
    this.element.addEventListener("mousedown", (event) => {
      if (event.target === input) return;
      event.preventDefault();
      event.stopPropagation();
      input.focus();
    });
    this.#fit();
  }

  get file() {
    return this.option.type === TYPE.FILE;
  }

  get text() {
    return this.input.value;
  }

  get settled() {
    return this.picked !== undefined;
  }

  write(text) {
    this.input.value = text;
    this.forget();
  }

  /** The text changed by hand: it no longer stands for a picked row. */
  forget() {
    this.picked = undefined;
    this.wrong(false);
    this.#fit();
  }

  settle(label, value) {
    this.write(label);
    this.picked = { value };
  }

  /** {value} (of a file: the File), or {problem}: a sentence. */
  sendable(world) {
    if (this.file && this.text) return { value: this.input.files[0] };
    return this.picked ?? valueOf(this.option, this.text, world);
  }

  wrong(is) {
    this.element.classList.toggle("wrong", is);
    this.input.setAttribute("aria-invalid", String(is));
  }

  #fit() {
    if (this.file) return;
    this.input.size = Math.max(2, Math.min(60, [...this.text].length + 1));
  }
}
