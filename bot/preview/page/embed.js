// Classic embeds.

import { el, webAddress } from "./dom.js";
import { picture } from "./pictures.js";
import { line, prose } from "./prose.js";

export function embed(data, world) {
  const colour = data.color === undefined || data.color === null ? null : `#${data.color.toString(16).padStart(6, "0")}`;
  const box = el(
    "article",
    { class: "embed", style: colour ? { "--accent": colour } : {} },
    author(data.author),
    data.title ? el("div", { class: "embed-title" }, titleOf(data, world)) : null,
    data.description ? el("div", { class: "embed-words prose" }, prose(data.description, world)) : null,
    data.fields?.length ? fields(data.fields, world) : null,
    data.image ? el("div", { class: "embed-image" }, picture(data.image, { alt: data.image.description ?? "" })) : null,
    data.thumbnail ? el("div", { class: "embed-thumbnail" }, picture(data.thumbnail, { alt: data.thumbnail.description ?? "" })) : null,
    footer(data, world),
  );
  box.classList.toggle("with-thumbnail", Boolean(data.thumbnail));
  return box;
}

function anchor(address, children, className) {
  const href = address ? webAddress(address) : null;
  if (!href) return el("span", { class: className }, children);
  return el("a", { class: className, href, target: "_blank", rel: "noopener noreferrer" }, children);
}

function small(url) {
  return url?.startsWith("/") ? el("img", { src: url, alt: "" }) : null;
}

function author(data) {
  if (!data) return null;
  return el("div", { class: "embed-author" }, small(data.icon_url), anchor(data.url, [data.name]));
}

function titleOf(data, world) {
  return data.url ? anchor(data.url, [data.title]) : line(data.title, world);
}

/** Up to three inline fields share a row; one that is not inline has a row of its own. */
function fields(all, world) {
  const grid = el("div", { class: "embed-fields" });
  let row = [];
  const close = () => {
    for (const one of row) one.classList.add(`third-${row.length}`);
    row = [];
  };
  for (const one of all) {
    const field = el(
      "div",
      { class: "embed-field" },
      el("div", { class: "embed-field-name" }, line(one.name, world)),
      el("div", { class: "embed-field-value prose" }, prose(one.value, world)),
    );
    grid.append(field);
    if (!one.inline || row.length === 3) close();
    if (one.inline) row.push(field);
  }
  close();
  return grid;
}

function footer(data, world) {
  if (!data.footer && !data.timestamp) return null;
  const moment = data.timestamp ? new Date(data.timestamp).toLocaleString(world.locale, { dateStyle: "short", timeStyle: "short" }) : null;
  const words = [data.footer?.text, moment].filter(Boolean).join(" • ");
  return el("div", { class: "embed-footer" }, small(data.footer?.icon_url), el("span", { text: words }));
}
