// Components of a message: rows of buttons and selects, and Components V2.

import { el, icon, webAddress } from "./dom.js";
import { fileCard, picture } from "./pictures.js";
import { prose } from "./prose.js";
import { emoji, isSelect, select } from "./select.js";

const STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "premium" };

/**
 * `context`: world, attachments of the message by address, act(component, values) sends an interaction and resolves when it is over.
 */
export function components(list, context) {
  return list.map((one) => component(one, context));
}

function component(data, context) {
  const make = {
    1: row, 2: button, 9: section, 10: text, 11: thumbnail, 12: gallery, 13: file, 14: separator, 17: container,
  }[data.type];
  if (make) return make(data, context);
  if (isSelect(data)) return menu(data, context);
  return el("p", { class: "unknown", text: `A component of type ${data.type}, which the preview cannot show.` });
}

function row(data, context) {
  return el("div", { class: "row" }, components(data.components, context));
}

function button(data, context) {
  const words = [data.emoji ? emoji(data.emoji) : null, data.label ? el("span", { text: data.label }) : null];
  const className = `button ${STYLES[data.style] ?? "secondary"}`;
  const name = data.label ?? data.emoji?.name ?? "Button";
  if (data.style === 5) {
    const href = webAddress(data.url);
    const open = [...words, icon("open")];
    if (!href || data.disabled) return el("button", { type: "button", class: className, disabled: true, "aria-label": name }, open);
    return el("a", { class: className, href, target: "_blank", rel: "noopener noreferrer", "aria-label": name, title: href }, open);
  }
  const element = el("button", { type: "button", class: className, disabled: data.disabled, "aria-label": name, "data-key": data.custom_id }, words);
  element.addEventListener("click", async () => {
    if (element.getAttribute("aria-busy")) return;
    element.setAttribute("aria-busy", "true");
    await context.act(data);
    element.removeAttribute("aria-busy");
  });
  return element;
}

function menu(data, context) {
  const { element, trigger } = select(data, {
    world: context.world,
    changed: async (values) => {
      trigger.setAttribute("aria-busy", "true");
      await context.act(data, values);
      trigger.removeAttribute("aria-busy");
    },
  });
  return element;
}

function container(data, context) {
  const colour = Number.isInteger(data.accent_color) ? `#${data.accent_color.toString(16).padStart(6, "0")}` : null;
  const box = el("div", { class: "container", style: colour ? { "--accent": colour } : {} }, components(data.components, context));
  box.classList.toggle("accented", colour !== null);
  return data.spoiler ? covered(box) : box;
}

function covered(box) {
  const cover = el("button", { type: "button", class: "cover", text: "Spoiler" });
  const whole = el("div", { class: "covered" }, box, cover);
  box.inert = true;
  cover.addEventListener("click", () => {
    box.inert = false;
    whole.replaceWith(box);
  });
  return whole;
}

function section(data, context) {
  return el(
    "div",
    { class: "section" },
    el("div", { class: "section-words" }, components(data.components, context)),
    el("div", { class: "accessory" }, component(data.accessory, context)),
  );
}

function text(data, context) {
  return el("div", { class: "text prose" }, prose(data.content, context.world));
}

function thumbnail(data) {
  return el("div", { class: "thumbnail" }, picture(data.media, { alt: data.description ?? "", spoiler: data.spoiler }));
}

function gallery(data) {
  const pictures = data.items.map((item) => picture(item.media, { alt: item.description ?? "", spoiler: item.spoiler }));
  return el("div", { class: `gallery count-${pictures.length}` }, pictures);
}

function file(data, context) {
  const about = context.attachments.find((one) => one.url === data.file.url) ?? { url: data.file.url, filename: data.name ?? "file", size: data.size };
  return fileCard(about, { spoiler: data.spoiler });
}

function separator(data) {
  const className = `separator ${data.spacing === 2 ? "wide" : ""}`;
  return data.divider === false ? el("div", { class: className }) : el("hr", { class: className });
}
