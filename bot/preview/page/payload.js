// The JSON the bot sent, to read and to copy.

import { announce, el, icon } from "./dom.js";

const TOKEN = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

export function showPayload(row) {
  const parts = [];
  if (row.payload) parts.push(["Sent by the bot", row.payload]);
  for (const refusal of row.refusals) parts.push(["Refused by the stand-in, as Discord would", refusal]);
  const text = parts.map(([, json]) => JSON.stringify(json, null, 2)).join("\n\n");
  const copy = el("button", { type: "button", class: "button secondary" }, icon("copy"), el("span", { text: "Copy" }));
  const close = el("button", { type: "button", class: "round", "aria-label": "Close" }, icon("close"));
  const dialog = el(
    "dialog",
    { class: "sheet payload", "aria-labelledby": "payload-title" },
    el("header", {}, el("h2", { id: "payload-title", text: "Payload" }), copy, close),
    parts.map(([title, json]) => [el("h3", { text: title }), el("pre", { tabindex: "0" }, el("code", {}, coloured(JSON.stringify(json, null, 2))))]),
  );
  copy.addEventListener("click", async () => {
    const done = await copied(text);
    copy.lastChild.textContent = done ? "Copied" : "Select and copy it by hand";
    announce(copy.lastChild.textContent);
  });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** Puts a text on the clipboard; false where the browser does not allow it. */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function coloured(json) {
  const parts = [];
  let end = 0;
  for (const hit of json.matchAll(TOKEN)) {
    parts.push(json.slice(end, hit.index));
    end = hit.index + hit[0].length;
    if (hit[2] !== undefined) parts.push(el("span", { class: "json-key", text: hit[1] }), hit[2]);
    else parts.push(el("span", { class: hit[1] ? "json-text" : "json-value", text: hit[0] }));
  }
  return [...parts, json.slice(end)];
}
