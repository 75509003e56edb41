// Select menus, in messages and in modals: of strings, users, roles, both, channels.

import { avatar, el, icon } from "./dom.js";

const STRING = 3, USER = 5, ROLE = 6, MENTIONABLE = 7, CHANNEL = 8;

export const isSelect = (component) => [STRING, USER, ROLE, MENTIONABLE, CHANNEL].includes(component.type);

let count = 0;

/** What can be chosen: {value, label, description, picture}. */
function optionsOf(component, world) {
  const people = () => [...world.people.values()].map((one) => ({ value: one.id, label: one.name, picture: () => avatar(one, "small") }));
  const roles = () => [...world.roles.values()].map((one) => ({ value: one.id, label: one.name, picture: () => icon("role") }));
  const channels = () =>
    [...world.channels.values()]
      .filter((one) => !component.channel_types?.length || component.channel_types.includes(one.type))
      .map((one) => ({ value: one.id, label: one.name, picture: () => icon("hash") }));
  const byType = { [USER]: people, [ROLE]: roles, [MENTIONABLE]: () => [...people(), ...roles()], [CHANNEL]: channels };
  if (component.type in byType) return byType[component.type]();
  return component.options.map((one) => ({ ...one, picture: one.emoji ? () => emoji(one.emoji) : null }));
}

/** A standard emoji as itself; one of the bot's own pictures, which we do not have, by its name. */
export function emoji(data) {
  return el("span", { class: "emoji", text: data.id ? `:${data.name}:` : data.name });
}

/**
 * `changed(values)` is called when the member has made his choice: at once if one is to be chosen, else when the list closes.
 * Returns the element and `values()`, what is chosen now.
 */
export function select(component, { world, changed, label }) {
  const options = optionsOf(component, world);
  const most = component.max_values ?? 1;
  const least = component.min_values ?? 1;
  const chosen = new Set(options.filter((one) => one.default).map((one) => one.value));
  for (const one of component.default_values ?? []) chosen.add(one.id);
  let before = options.map((one) => one.value).filter((value) => chosen.has(value));
  let active = -1;

  const id = `select-${(count += 1)}`;
  const trigger = el("button", {
    type: "button", class: "select", role: "combobox", "aria-haspopup": "listbox", "aria-expanded": "false", "aria-controls": id,
    "aria-label": label ?? component.placeholder ?? "Make a selection", disabled: component.disabled,
    "data-key": component.custom_id,
  });
  const list = el("ul", { id, class: "select-list", role: "listbox", tabindex: "-1", popover: "auto", "aria-multiselectable": most > 1 ? "true" : null });
  list.append(...options.map((one, at) => optionRow(one, `${id}-${at}`)));
  if (!options.length) list.append(el("li", { class: "select-empty", text: "There is nothing to choose here." }));
  trigger.popoverTargetElement = list;
  const element = el("div", { class: "select-box" }, trigger, list);

  function optionRow(one, rowId) {
    const words = el("span", { class: "option-words" }, el("span", { text: one.label }), one.description ? el("small", { text: one.description }) : null);
    const mark = el("span", { class: most > 1 ? "tick" : "dot" }, most > 1 ? icon("check") : null);
    return el("li", { id: rowId, role: "option", class: "option", "data-value": one.value }, one.picture?.(), words, mark);
  }

  function show() {
    const names = options.filter((one) => chosen.has(one.value));
    const words = names.length ? names.map((one) => el("span", { class: "chosen" }, one.picture?.(), one.label)) : [el("span", { class: "placeholder", text: component.placeholder ?? "Make a selection" })];
    trigger.replaceChildren(el("span", { class: "select-words" }, words), icon("chevron"));
    [...list.children].forEach((row, at) => {
      if (!options.length) return;
      row.setAttribute("aria-selected", String(chosen.has(options[at].value)));
      row.classList.toggle("active", at === active);
    });
    if (active >= 0) list.setAttribute("aria-activedescendant", `${id}-${active}`);
  }

  function move(to) {
    if (!options.length) return;
    active = Math.max(0, Math.min(options.length - 1, to));
    show();
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function choose(at) {
    const { value } = options[at];
    if (most === 1) {
      const again = chosen.has(value);
      chosen.clear();
      if (!again || least > 0) chosen.add(value);
      list.hidePopover();
      return;
    }
    if (chosen.has(value)) chosen.delete(value);
    else if (chosen.size < most) chosen.add(value);
    show();
  }

  function place() {
    const box = trigger.getBoundingClientRect();
    const below = window.innerHeight - box.bottom - 12;
    const height = Math.min(list.scrollHeight, 320);
    const upwards = below < height && box.top > below;
    const room = Math.max(120, Math.min(320, upwards ? box.top - 12 : below));
    list.style.setProperty("width", `${box.width}px`);
    list.style.setProperty("left", `${box.left}px`);
    list.style.setProperty("max-height", `${room}px`);
    list.style.setProperty("top", upwards ? `${box.top - Math.min(list.scrollHeight + 2, room) - 4}px` : `${box.bottom + 4}px`);
  }

  /** In the order of the list, whatever the order of the clicks. */
  function values() {
    return options.map((one) => one.value).filter((value) => chosen.has(value));
  }

  function finished() {
    const now = values();
    const same = now.length === before.length && now.every((value) => before.includes(value));
    if (same) return;
    if (now.length < least && !(now.length === 0 && component.required === false)) {
      restore();
    } else {
      before = now;
      changed(now);
    }
  }

  function restore() {
    chosen.clear();
    before.forEach((value) => chosen.add(value));
  }

  list.addEventListener("beforetoggle", (event) => {
    if (event.newState === "open") return;
    finished();
    trigger.setAttribute("aria-expanded", "false");
    window.removeEventListener("scroll", place, true);
    show();
  });
  function opened() {
    trigger.setAttribute("aria-expanded", "true");
    place();
    window.addEventListener("scroll", place, true);
    list.focus({ preventScroll: true });
    move(Math.max(0, options.findIndex((one) => chosen.has(one.value))));
  }

  list.addEventListener("toggle", (event) => event.newState === "open" && document.activeElement !== list && opened());
  list.addEventListener("keydown", (event) => {
    const steps = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: options.length - 1 };
    if (event.key in steps) move(steps[event.key]);
    else if ((event.key === "Enter" || event.key === " ") && options.length) choose(active);
    else if (event.key === "Tab") return void (list.hidePopover(), trigger.focus());
    else if (event.key === "Escape") return void restore();
    else if (event.key.length === 1) {
      const at = options.findIndex((one) => one.label.toLowerCase().startsWith(event.key.toLowerCase()));
      if (at >= 0) move(at);
      return;
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("click", (event) => {
    const row = event.target.closest("[role=option]");
    if (row) choose([...list.children].indexOf(row));
  });
  trigger.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    list.showPopover();
    opened(); // now, not when "toggle" comes: the next key may be under way
  });
  show();
  return { element, trigger, values };
}
