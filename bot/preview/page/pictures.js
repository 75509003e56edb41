// Pictures and files of a message. Only what the bot attached is shown: the page loads nothing from the network.

import { el, fileSize, icon, webAddress } from "./dom.js";

const SHOWN = /^image\/(png|jpeg|gif|webp)$/;

/** A picture that opens in full on a click. `media` has url and perhaps width, height. */
export function picture(media, { alt = "", spoiler = false } = {}) {
  if (!media.url.startsWith("/")) return elsewhere(media.url, alt);
  const image = el("img", { src: media.url, alt, width: media.width, height: media.height, decoding: "async" });
  const frame = el("button", { type: "button", class: "picture", "aria-label": alt ? `Enlarge: ${alt}` : "Enlarge the picture" }, image);
  image.addEventListener("error", () => frame.replaceWith(elsewhere(media.url, alt)), { once: true });
  if (spoiler) frame.append(el("span", { class: "spoiler-tag", text: "Spoiler" }));
  frame.classList.toggle("hidden-by-spoiler", spoiler);
  frame.addEventListener("click", () => {
    if (frame.classList.replace("hidden-by-spoiler", "revealed")) return;
    enlarge(media.url, alt);
  });
  return frame;
}

function elsewhere(address, alt) {
  const href = webAddress(address);
  const where = href ? new URL(href).host : address;
  const words = alt ? `${alt} (a picture on ${where})` : `A picture on ${where}`;
  const note = el("span", { class: "elsewhere" }, icon("open"), el("span", { text: words }));
  return href ? el("a", { class: "elsewhere-link", href, target: "_blank", rel: "noopener noreferrer" }, note) : note;
}

/** The lightbox. Escape, a click anywhere and the cross close it. */
function enlarge(url, alt) {
  const dialog = el(
    "dialog",
    { class: "lightbox", "aria-label": alt || "Picture" },
    el("img", { src: url, alt }),
    alt ? el("p", { text: alt }) : null,
    el("button", { type: "button", class: "round", "aria-label": "Close" }, icon("close")),
  );
  dialog.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** An attachment below a classic message: a picture, or a card to download it. */
export function attachment(file) {
  const spoiler = file.filename.startsWith("SPOILER_");
  if (SHOWN.test(file.content_type ?? "")) return picture(file, { alt: file.description ?? "", spoiler });
  return fileCard(file);
}

export function fileCard(file, { spoiler = false } = {}) {
  const about = el(
    "span",
    { class: "file-about" },
    el("a", { href: file.url, download: file.filename, text: file.filename }),
    el("small", { text: fileSize(file.size ?? 0) }),
  );
  const card = el("div", { class: "file" }, icon("file", "big"), about);
  if (!spoiler) return card;
  return el("details", { class: "file-spoiler" }, el("summary", { text: "Spoiler" }), card);
}
