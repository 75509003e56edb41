// One row of the channel: a message of the bot, or the note that it did not answer.

import { avatar, el, icon } from "./dom.js";
import { components } from "./components.js";
import { embed } from "./embed.js";
import { befallen } from "./faults.js";
import { showPayload } from "./payload.js";
import { attachment } from "./pictures.js";
import { prose } from "./prose.js";

const V2 = 1 << 15;
const SUPPRESS_EMBEDS = 1 << 2;

/**
 * `row` as /api/events sends it; `context`: world, bot, rows (by id), act(row, component, values), dismiss(row).
 */
export function message(row, context) {
  const element = el(
    "li",
    { class: "message", id: `row-${row.id}`, "aria-label": `Kinoteka, ${context.bot.name}` },
    origin(row, context),
    avatar(context.bot, "big"),
    el("div", { class: "head" }, el("span", { class: "name", text: context.bot.name }), el("span", { class: "tag", text: "APP" }), moment(row, context)),
    body(row, context),
    row.befallen ? befallen(row.befallen) : null,
    row.ephemeral || row.failed ? whisper(row, context) : null,
    tools(row),
  );
  element.setAttribute("aria-label", `${context.bot.name}${row.used ? `, /${row.used.name}` : ""}`);
  element.classList.toggle("ephemeral", row.ephemeral || Boolean(row.failed));
  return element;
}

function origin(row, context) {
  if (row.used) {
    const person = context.world.people.get(row.used.member);
    return el(
      "div",
      { class: "origin" },
      avatar(person, "tiny"),
      el("span", { class: `name name-${person.tint}`, text: person.name }),
      " used ",
      el("button", { type: "button", class: "used-command", text: `/${row.used.name}`, title: "Type it again", on: { click: () => context.world.useCommand(row.used.name) } }),
    );
  }
  if (!row.reply) return null;
  const jump = () => document.getElementById(`row-${row.reply}`)?.scrollIntoView({ block: "center", behavior: "smooth" });
  return el(
    "div",
    { class: "origin" },
    avatar(context.bot, "tiny"),
    el("span", { class: "name", text: context.bot.name }),
    el("button", { type: "button", class: "replied", text: context.preview(row.reply), title: "Go to the message", on: { click: jump } }),
  );
}

function moment(row, context) {
  const when = new Date(row.at);
  const today = when.toDateString() === new Date().toDateString();
  const clock = when.toLocaleTimeString(context.world.locale, { timeStyle: "short" });
  const words = today ? clock : `${when.toLocaleDateString(context.world.locale)} ${clock}`;
  return el("time", { datetime: row.at, text: words, title: when.toLocaleString(context.world.locale, { dateStyle: "full", timeStyle: "short" }) });
}

function body(row, context) {
  if (row.failed) return el("div", { class: "body failure" }, icon("warning"), row.failed);
  if (row.thinking) {
    return el("div", { class: "body thinking" }, el("span", { class: "dots", "aria-hidden": "true" }), `${context.bot.name} is thinking…`);
  }
  const data = row.data;
  const world = context.world;
  const parts = components(data.components, {
    world,
    attachments: data.attachments,
    act: (component, values) => context.act(row, component, values),
  });
  const edited = row.edited ? el("span", { class: "edited", text: "(edited)", title: new Date(row.edited).toLocaleString(world.locale) }) : null;
  if (data.flags & V2) return el("div", { class: "body v2" }, parts, edited);
  return el(
    "div",
    { class: "body" },
    data.content ? el("div", { class: `prose ${onlyEmoji(data.content) ? "jumbo" : ""}` }, prose(data.content, world), edited && " ", edited) : null,
    data.attachments.length ? el("div", { class: "attachments" }, data.attachments.map(attachment)) : null,
    data.flags & SUPPRESS_EMBEDS ? null : data.embeds.map((one) => embed(one, world)),
    parts,
    data.content ? null : edited,
  );
}

function onlyEmoji(text) {
  return /^(?:\p{Extended_Pictographic}(?:\uFE0F|\u200D\p{Extended_Pictographic}|\p{Emoji_Modifier})*\s*){1,30}$/u.test(text);
}

function whisper(row, context) {
  const dismiss = el("button", { type: "button", class: "plain-link", text: "Dismiss message", on: { click: () => context.dismiss(row) } });
  return el("div", { class: "whisper" }, icon("eye"), "Only you can see this • ", dismiss);
}

function tools(row) {
  if (!row.payload && !row.refusals.length) return null;
  const show = el("button", { type: "button", class: "tool", title: "The JSON the bot sent", on: { click: () => showPayload(row) } }, icon("braces"), "payload");
  return el("div", { class: "tools" }, show);
}

/** Shown below a message whose button or select got no answer. */
export function interactionFailed(element, sentence) {
  element.querySelector(".body .interaction-failed")?.remove();
  element.querySelector(".body").append(el("div", { class: "interaction-failed", role: "alert" }, icon("warning"), sentence));
}

/** A command that is on its way, until the bot's first answer. */
export function sending(member, name, context) {
  return el(
    "li",
    { class: "message sending" },
    origin({ used: { member: member.id, name } }, context),
    avatar(context.bot, "big"),
    el("div", { class: "head" }, el("span", { class: "name", text: context.bot.name }), el("span", { class: "tag", text: "APP" })),
    el("div", { class: "body thinking" }, el("span", { class: "dots", "aria-hidden": "true" }), "Sending command…"),
  );
}
