// The input line: a slash command with its options as chips, the way Discord's client does it.

import { avatar, el, icon } from "./dom.js";
import { Chip } from "./chip.js";
import { TYPE, assign, entities, firstNamed, matching, split, takesText } from "./slash.js";
import { Suggestions } from "./suggestions.js";

const PAUSE = 80; // milliseconds without a keystroke before the bot is asked

export class Composer {
  /**
   * `client` gives commands, world, bot; write(text), send(command, values) and complete(command, option, text, others), which resolves
   * to rows {name, value} or to null when the bot did not answer.
   */
  constructor(form, client) {
    this.form = form;
    this.client = client;
    this.command = null;
    this.chips = [];
    this.closed = false; // the member closed the list with Escape
    this.question = 0; // the latest question to the bot; answers to older ones are dropped
    this.suggestions = new Suggestions();
    this.trouble = el("p", { class: "composer-trouble", role: "alert" });
    this.pill = el("span", { class: "pill", hidden: true });
    this.main = this.#input({ id: "say", "aria-label": "Message: type / for commands" });
    this.go = el("button", { type: "submit", class: "go", "aria-label": "Send", hidden: true }, icon("up"));
    this.line = el("div", { class: "line" }, this.pill, this.main, this.go);
    form.append(this.suggestions.element, this.trouble, this.line);

    form.addEventListener("submit", (event) => (event.preventDefault(), this.submit()));
    form.addEventListener("keydown", (event) => this.#key(event));
    form.addEventListener("input", (event) => this.#typed(event.target));
    form.addEventListener("focusin", (event) => this.#focused(event.target));
    form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || this.suggestions.hide());
    this.line.addEventListener("mousedown", (event) => {
      if (event.target.closest("input, button")) return;
      event.preventDefault();
      this.main.focus();
    });
    this.placeholder("");
  }

  placeholder(where) {
    this.where = where;
    this.main.placeholder = this.command ? "" : `Message ${where} (type / for commands)`;
  }

  // ---- what stands in the line -------------------------------------------------------------------------------

  /** Starts a command; `text` is what has been typed behind its name. */
  take(command, text = "") {
    this.clear();
    this.command = command;
    this.pill.textContent = `/${command.label}`;
    this.pill.hidden = this.go.hidden = false;
    this.placeholder(this.where);
    for (const option of command.options) if (option.required) this.#add(option);
    const found = assign(command.options, text);
    for (const [option, words] of found) (this.#chip(option) ?? this.#add(option)).write(words);
    if (!found.length) this.main.value = text.trim();
    const last = this.chips.findLast((chip) => chip.text) ?? this.chips[0];
    (last?.input ?? this.main).focus();
    this.#suggest();
  }

  /** As if a slash had been typed. */
  begin() {
    if (!this.command && !this.main.value) this.main.value = "/";
    this.main.focus();
    this.#suggest();
  }

  /** There are other commands now. */
  refresh() {
    if (!this.command && this.main.value.startsWith("/")) this.#suggest();
  }

  /** A command by its name, as from a click on it; nothing happens if it is not known here. */
  takeNamed(name, text = "") {
    const command = this.client.commands.find((one) => one.path === name || one.label === name);
    if (command) this.take(command, text);
    return command ?? null;
  }

  clear() {
    for (const chip of this.chips) chip.element.remove();
    this.chips = [];
    this.command = null;
    this.pill.hidden = this.go.hidden = true;
    this.main.value = "";
    this.say("");
    this.placeholder(this.where);
    this.closed = false;
    this.suggestions.hide();
  }

  say(sentence) {
    this.trouble.textContent = sentence;
  }

  #input(attributes) {
    return el("input", { type: "text", role: "combobox", "aria-expanded": "false", "aria-controls": "suggestions", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", ...attributes });
  }

  #chip(option) {
    return this.chips.find((chip) => chip.option === option);
  }

  get #left() {
    return this.command.options.filter((option) => !this.#chip(option));
  }

  #add(option) {
    const name = `${option.label}: ${option.description}`;
    const input = option.type === TYPE.FILE ? el("input", { type: "file", "aria-label": name }) : this.#input({ "aria-label": name });
    const chip = new Chip(option, input);
    this.chips.push(chip);
    this.main.before(chip.element);
    return chip;
  }

  #remove(chip) {
    const at = this.chips.indexOf(chip);
    this.chips.splice(at, 1);
    (this.chips[at - 1]?.input ?? this.main).focus();
    chip.element.remove();
    this.#suggest();
  }

  // ---- typing ------------------------------------------------------------------------------------------------

  #typed(input) {
    this.closed = false;
    this.say("");
    const chip = this.chips.find((one) => one.input === input);
    if (chip) this.#typedInto(chip);
    else if (this.command) this.#typedBehind();
    else {
      const hit = split(this.client.commands, this.main.value);
      if (hit) return this.take(hit.command, hit.rest);
    }
    this.#suggest();
  }

  /** "title:" before the value is dropped; the name of another option begins its chip. */
  #typedInto(chip) {
    chip.forget();
    if (chip.file) return;
    const free = this.command.options.filter((option) => option === chip.option || !this.#chip(option)?.text);
    const hit = firstNamed(free, chip.text);
    if (!hit) return;
    if (hit.option === chip.option) return void (hit.before.trim() || chip.write(hit.after));
    chip.write(hit.before.trim());
    const other = this.#chip(hit.option) ?? this.#add(hit.option);
    other.write(hit.after);
    other.input.focus();
  }

  /** Behind the last chip: the name of an option, or words for the first option that is free. */
  #typedBehind() {
    const text = this.main.value;
    const hit = firstNamed(this.#left, text);
    const begins = this.#left.some((one) => one.label.toLowerCase().startsWith(text.trim().toLowerCase()));
    const option = hit?.option ?? (text.trim() && !begins ? takesText(this.#left) : null);
    if (!option) return;
    this.main.value = "";
    const chip = this.#add(option);
    chip.write(hit ? hit.after : text);
    chip.input.focus();
  }

  #focused(target) {
    if (target.tagName !== "INPUT") return;
    this.closed = false;
    this.#suggest();
  }

  #key(event) {
    const input = event.target;
    if (input.tagName !== "INPUT" || event.isComposing) return;
    const { open } = this.suggestions;
    const empty = input.value === "";
    const atStart = input.selectionStart === 0 && input.selectionEnd === 0;
    const atEnd = input.selectionStart === input.value.length;
    const handled = {
      ArrowDown: () => open && (this.suggestions.move(1), true),
      ArrowUp: () => open && (this.suggestions.move(-1), true),
      ArrowLeft: () => atStart && this.#step(input, -1),
      ArrowRight: () => atEnd && this.#step(input, 1),
      Tab: () => !event.shiftKey && this.suggestions.pick(),
      Enter: () => this.suggestions.pick() || (this.submit(), true),
      Escape: () => this.#escape(),
      Backspace: () => empty && this.#back(input),
    }[event.key];
    if (handled?.()) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  #step(input, by) {
    const inputs = [...this.chips.map((chip) => chip.input), this.main];
    const next = inputs[inputs.indexOf(input) + by];
    next?.focus();
    return Boolean(next);
  }

  #escape() {
    if (this.suggestions.open) {
      this.closed = true;
      this.#suggest(); // what the bot still suggests is too late
    } else {
      this.clear();
      this.main.focus();
    }
    return true;
  }

  #back(input) {
    const chip = this.chips.find((one) => one.input === input);
    if (chip) this.#remove(chip);
    else if (this.chips.length) this.chips.at(-1).input.focus();
    else if (this.command) {
      const name = this.command.label;
      this.clear();
      this.main.value = `/${name}`;
      this.#suggest();
    } else return false;
    return true;
  }

  // ---- suggestions -------------------------------------------------------------------------------------------

  #suggest() {
    this.question += 1;
    clearTimeout(this.timer);
    const input = document.activeElement;
    const chip = this.chips.find((one) => one.input === input);
    if (this.closed || (!chip && input !== this.main)) return this.suggestions.hide();
    if (chip) return this.#suggestValues(chip);
    if (this.command) return this.#suggestOptions();
    return this.#suggestCommands();
  }

  #suggestCommands() {
    if (!this.main.value.startsWith("/")) return this.suggestions.hide();
    const rows = matching(this.client.commands, this.main.value.slice(1)).map((command) => ({
      label: `/${command.label}`,
      aside: command.options.map((option) => option.label),
      description: command.description,
      picture: () => avatar(this.client.bot, "small"),
      pick: () => this.take(command),
    }));
    const note = rows.length ? "" : this.client.commands.length ? "No command is called that." : "The bot has registered no commands yet.";
    this.suggestions.show(this.main, { title: this.client.bot.name, rows, note });
  }

  #suggestOptions() {
    const typed = this.main.value.trim().toLowerCase();
    const rows = this.#left
      .filter((option) => option.label.toLowerCase().startsWith(typed))
      .map((option) => ({
        label: option.label,
        description: option.description,
        mark: option.required ? "required" : "",
        pick: () => {
          this.main.value = "";
          this.#add(option).input.focus();
        },
      }));
    if (!rows.length) return this.suggestions.hide();
    this.suggestions.show(this.main, { title: "Options", rows, marked: typed ? 0 : -1 });
  }

  #suggestValues(chip) {
    const { option } = chip;
    const about = { title: option.label, explanation: option.description };
    if (option.autocomplete) return this.#ask(chip, about);
    const rows = this.#fixed(chip);
    this.suggestions.show(chip.input, { ...about, rows, marked: chip.settled ? -1 : 0 });
  }

  #row(chip, label, value, more = {}) {
    return { label, ...more, pick: () => this.#settle(chip, label, value) };
  }

  /** Rows that the client knows by itself. */
  #fixed(chip) {
    const { option } = chip;
    const typed = chip.settled ? "" : chip.text.trim().toLowerCase().replace(/^[@#]/, "");
    const fits = (row) => row.label.toLowerCase().includes(typed);
    if (option.choices?.length) return option.choices.map((one) => this.#row(chip, one.label, one.value)).filter(fits);
    if (option.type === TYPE.BOOLEAN) return [this.#row(chip, "True", true), this.#row(chip, "False", false)].filter(fits);
    return entities(option.type, this.client.world)
      .map((one) => this.#row(chip, one.name, one.id, one.tint === undefined ? {} : { picture: () => avatar(one, "small") }))
      .filter(fits);
  }

  /** What the bot suggests: asked after a short pause; an answer that comes too late for the text is dropped. */
  #ask(chip, about) {
    const { question } = this;
    const show = (more) => question === this.question && this.suggestions.show(chip.input, { ...about, marked: chip.settled ? -1 : 0, ...more });
    show({ rows: chip.rows, note: chip.rows.length ? "" : "Loading options…", marked: -1 });
    const others = {};
    for (const one of this.chips) {
      const { value } = one.sendable(this.client.world);
      if (one !== chip && value !== undefined && !one.file) others[one.option.name] = value;
    }
    this.timer = setTimeout(async () => {
      const found = await this.client.complete(this.command, chip.option, chip.text, others);
      if (question !== this.question) return;
      if (!found) return show({ rows: [], note: "Loading options failed" });
      chip.rows = found.map((one) => this.#row(chip, one.name, one.value));
      show({ rows: chip.rows, note: found.length ? "" : "No options match your search" });
    }, PAUSE);
  }

  /** A value was picked: go to the next required option that is empty, else behind the last chip. */
  #settle(chip, label, value) {
    chip.settle(label, value);
    const next = this.chips.find((one) => one.option.required && !one.text);
    (next?.input ?? this.main).focus();
  }

  // ---- sending -----------------------------------------------------------------------------------------------

  submit() {
    this.suggestions.hide();
    if (!this.command) return this.#plain();
    const wrong = this.#firstProblem();
    if (wrong) return this.#point(wrong);
    const sent = this.command;
    const values = {};
    for (const chip of this.chips) if (chip.text) values[chip.option.name] = chip.sendable(this.client.world).value;
    this.clear();
    this.main.focus();
    return this.client.send(sent, values);
  }

  #plain() {
    const text = this.main.value.trim();
    const exact = this.client.commands.find((one) => `/${one.label}` === text.toLowerCase());
    if (exact) this.take(exact);
    else if (text.startsWith("/")) this.say(`There is no command ${text.split(" ")[0]}. Type / to see them.`);
    else if (text) this.#write(text);
  }

  /** A message to the others. Once it is said that the bot will not answer it. */
  #write(text) {
    this.main.value = "";
    this.client.write(text);
    if (!this.told) this.say(`${this.client.bot.name} reads commands only. Type / to see them.`);
    this.told = true;
  }

  #firstProblem() {
    for (const option of this.command.options) {
      const chip = this.#chip(option);
      if (!chip && !option.required) continue;
      const judged = chip ?? this.#add(option);
      if (!judged.text && !option.required) continue;
      const { problem } = judged.sendable(this.client.world);
      if (problem) return { chip: judged, problem };
    }
    const rest = this.main.value.trim();
    return rest ? { problem: `/${this.command.label} has no option for “${rest}”.` } : null;
  }

  #point({ chip, problem }) {
    chip?.wrong(true);
    (chip?.input ?? this.main).focus();
    this.say(problem);
  }
}
