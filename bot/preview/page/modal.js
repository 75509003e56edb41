// Modals: every field kind a modal can have, checked as Discord's client checks it before it sends.

import { encoded } from "./api.js";
import { el, icon } from "./dom.js";
import { prose } from "./prose.js";
import { isSelect, select } from "./select.js";

const ROW = 1, TEXT_INPUT = 4, TEXT = 10, LABEL = 18, FILES = 19, RADIOS = 21, CHECKS = 22, CHECK = 23;

let count = 0;

/**
 * Opens a modal. `submit(values)` sends {custom_id: value} and resolves to null, or to the sentence to show when it failed.
 */
export function openModal(data, { world, bot, submit }) {
  const fields = [];
  const trouble = el("p", { class: "modal-trouble", role: "alert" });
  const send = el("button", { type: "submit", class: "button primary" }, el("span", { text: "Submit" }));
  const cancel = el("button", { type: "button", class: "button secondary", text: "Cancel", on: { click: () => dialog.close() } });
  const form = el(
    "form",
    { novalidate: true },
    el("header", {}, el("h2", { id: "modal-title", text: data.title }), el("button", { type: "button", class: "round", "aria-label": "Close", on: { click: () => dialog.close() } }, icon("close"))),
    el("p", { class: "modal-warning" }, icon("warning"), `This form will be submitted to ${bot.name}. Do not share passwords or other sensitive information.`),
    el("div", { class: "modal-fields" }, data.components.map((one) => item(one, world, fields))),
    trouble,
    el("footer", {}, cancel, send),
  );
  const dialog = el("dialog", { class: "sheet modal", "aria-labelledby": "modal-title" }, form);
  dialog.addEventListener("close", () => dialog.remove());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (send.getAttribute("aria-busy")) return;
    const wrong = fields.filter((field) => !field.check());
    if (wrong.length) return void wrong[0].focus();
    send.setAttribute("aria-busy", "true");
    const values = {};
    for (const field of fields) values[field.id] = await field.value();
    const failed = await submit(values);
    send.removeAttribute("aria-busy");
    if (failed) trouble.textContent = failed;
    else dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  (fields[0] ?? { focus: () => send.focus() }).focus();
}

function item(data, world, fields) {
  if (data.type === TEXT) return el("div", { class: "prose" }, prose(data.content, world));
  if (data.type === ROW) return data.components.map((one) => labelled(one.label ?? "", "", one, world, fields));
  if (data.type === LABEL) return labelled(data.label, data.description, data.component, world, fields);
  return el("p", { class: "unknown", text: `A component of type ${data.type}, which the preview cannot show.` });
}

/** A field below its label. Each kind gives: element, focus(), value(), problem() (a sentence or null). */
function labelled(label, description, data, world, fields) {
  const id = `field-${(count += 1)}`;
  const field = kindOf(data, { world, id, label });
  const required = data.required ?? data.type !== CHECK;
  const trouble = el("p", { class: "field-trouble", id: `${id}-trouble`, "aria-live": "polite" });
  const title = el("span", { id: `${id}-label` }, label, required && data.type !== CHECK ? el("span", { class: "star", "aria-hidden": "true", text: " *" }) : null);
  const words = description ? el("p", { class: "field-description", id: `${id}-description`, text: description }) : null;
  const box = el("div", { class: "field" }, el("label", { for: id }, title), words, field.element, trouble);
  const input = field.input ?? field.element;
  input.setAttribute("aria-labelledby", `${id}-label`);
  input.setAttribute("aria-describedby", `${words ? `${id}-description ` : ""}${id}-trouble`);
  if (required && field.input) input.setAttribute("aria-required", "true");
  const check = () => {
    const problem = field.problem(required);
    trouble.textContent = problem ?? "";
    box.classList.toggle("wrong", Boolean(problem));
    if (field.input) input.setAttribute("aria-invalid", String(Boolean(problem)));
    return !problem;
  };
  box.addEventListener("input", () => box.classList.contains("wrong") && check());
  fields.push({ id: data.custom_id, check, value: field.value, focus: field.focus });
  return box;
}

function kindOf(data, context) {
  if (data.type === TEXT_INPUT) return textInput(data, context);
  if (isSelect(data)) return selectField(data, context);
  return { [FILES]: files, [RADIOS]: radios, [CHECKS]: checks, [CHECK]: check }[data.type](data, context);
}

function textInput(data, { id }) {
  const long = data.style === 2;
  const input = el(long ? "textarea" : "input", { id, type: long ? null : "text", placeholder: data.placeholder, rows: long ? "4" : null, autocomplete: "off" });
  input.value = data.value ?? "";
  const most = data.max_length ?? 4000;
  const left = el("span", { class: "letters-left", "aria-hidden": "true" });
  const showLeft = () => {
    const over = most - [...input.value].length;
    left.textContent = String(over);
    left.classList.toggle("over", over < 0);
  };
  input.addEventListener("input", showLeft);
  showLeft();
  return {
    element: el("div", { class: "text-field" }, input, long || data.max_length ? left : null),
    input,
    focus: () => input.focus(),
    value: () => input.value,
    problem: (required) => {
      const length = [...input.value].length;
      if (!input.value.trim()) return required ? "This field is required." : null;
      if (data.min_length && length < data.min_length) return `Please write at least ${data.min_length} characters (${length} now).`;
      if (length > most) return `Please write at most ${most} characters (${length} now).`;
      return null;
    },
  };
}

function selectField(data, { world, label, id }) {
  const { element, trigger, values } = select(data, { world, label, changed: () => element.dispatchEvent(new Event("input", { bubbles: true })) });
  trigger.id = id;
  return {
    element,
    input: trigger,
    focus: () => trigger.focus(),
    value: values,
    problem: (required) => (required && !values().length ? "Please choose something." : null),
  };
}

function files(data, { id }) {
  const most = data.max_values ?? 1;
  const least = data.min_values ?? 1;
  const input = el("input", { id, type: "file", multiple: most > 1 });
  return {
    element: el("div", { class: "file-field" }, input),
    input,
    focus: () => input.focus(),
    value: () => Promise.all([...input.files].map(encoded)),
    problem: (required) => {
      const chosen = input.files.length;
      if (!chosen) return required && least > 0 ? "Please choose a file." : null;
      if (chosen < least) return `Please choose at least ${least} files.`;
      return chosen > most ? `Please choose at most ${most} ${most === 1 ? "file" : "files"}.` : null;
    },
  };
}

function choices(data, id, type) {
  const inputs = data.options.map((one, at) =>
    el("input", { id: `${id}-${at}`, type, name: id, value: one.value, checked: one.default }),
  );
  const rows = data.options.map((one, at) =>
    el("label", { class: "choice" }, inputs[at], el("span", { class: "option-words" }, el("span", { text: one.label }), one.description ? el("small", { text: one.description }) : null)),
  );
  return { inputs, rows, picked: () => inputs.filter((one) => one.checked).map((one) => one.value) };
}

function radios(data, { id }) {
  const { inputs, rows, picked } = choices(data, id, "radio");
  return {
    element: el("div", { class: "choices", role: "radiogroup" }, rows),
    focus: () => (inputs.find((one) => one.checked) ?? inputs[0]).focus(),
    value: () => picked()[0] ?? null,
    problem: (required) => (required && !picked().length ? "Please choose one." : null),
  };
}

function checks(data, { id }) {
  const { inputs, rows, picked } = choices(data, id, "checkbox");
  const least = data.min_values ?? 1;
  const most = data.max_values ?? data.options.length;
  return {
    element: el("div", { class: "choices", role: "group" }, rows),
    focus: () => inputs[0].focus(),
    value: picked,
    problem: (required) => {
      const chosen = picked().length;
      if (!chosen && !required) return null;
      if (chosen < least) return least === 1 ? "Please choose at least one." : `Please choose at least ${least}.`;
      return chosen > most ? `Please choose at most ${most}.` : null;
    },
  };
}

function check(data, { id }) {
  const input = el("input", { id, type: "checkbox", checked: data.default });
  return { element: el("div", { class: "choices" }, input), input, focus: () => input.focus(), value: () => input.checked, problem: () => null };
}
