// One row of the channel: a message of the bot, or the note that it did not answer.

import { avatar, el, icon } from "./dom.js";
import { components } from "./components.js";
import { embed } from "./embed.js";
import { befallen } from "./faults.js";
import { onContextMenu, openMenu } from "./menu.js";
import { copied, showPayload } from "./payload.js";
import { attachment } from "./pictures.js";
import { prose } from "./prose.js";

const V2 = 1 << 15;
const SUPPRESS_EMBEDS = 1 << 2;

/**
 * `row` as /api/events sends it; `context`: world, bot, preview(id) of another message, act(row, component, values), dismiss(row),
 * messageCommands(), use(row, command).
 */
export function message(row, context) {
  const author = context.world.people.get(row.author) ?? context.bot;
  const element = el(
    "li",
    { class: "message", id: `row-${row.id}` },
    origins(row, context),
    avatar(author, "big"),
    el("div", { class: "head" }, nameOf(author), author.bot ? el("span", { class: "tag", text: "APP" }) : null, moment(row, context)),
    body(row, context),
    row.befallen ? befallen(row.befallen) : null,
    row.thread ? el("div", { class: "whisper" }, icon("thread"), `Thread: ${row.thread}`) : null,
    row.ephemeral || row.failed ? whisper(row, context) : null,
    tools(row, context),
  );
  element.setAttribute("aria-label", `${author.name}${row.used ? `, ${written(row.used)}` : ""}`);
  element.classList.toggle("ephemeral", row.ephemeral || Boolean(row.failed));
  if (row.data) onContextMenu(element, (at) => openMenu(menuOf(row, context), at));
  return element;
}

function nameOf(person) {
  return el("span", { class: person.bot ? "name" : `name name-${person.tint}`, text: person.name });
}

/** "/list" as it is typed; a message command by its name alone. */
function written(used) {
  return used.slash ? `/${used.name}` : used.name;
}

/** What stands above a message: who used which command, and on or to which message. */
function origins(row, context) {
  return [row.used ? usedBy(row.used, context) : null, row.reply ? replyTo(row.reply, context) : null];
}

function usedBy(used, context) {
  const person = context.world.people.get(used.member);
  const command = used.slash
    ? el("button", { type: "button", class: "used-command", text: written(used), title: "Type it again", on: { click: () => context.world.useCommand(used.name) } })
    : el("span", { class: "used-command", text: written(used) });
  return el("div", { class: "origin" }, avatar(person, "tiny"), nameOf(person), " used ", command);
}

function replyTo(id, context) {
  const there = context.preview(id);
  if (!there) return el("div", { class: "origin" }, el("em", { class: "replied", text: "Message could not be loaded." }));
  const author = context.world.people.get(there.author) ?? context.bot;
  const jump = () => document.getElementById(`row-${id}`)?.scrollIntoView({ block: "center", behavior: "smooth" });
  return el(
    "div",
    { class: "origin" },
    avatar(author, "tiny"),
    nameOf(author),
    el("button", { type: "button", class: "replied", text: there.words, title: "Go to the message", on: { click: jump } }),
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

/** What appears beside a message under the mouse or the keyboard. */
function tools(row, context) {
  const show = hasPayload(row)
    ? el("button", { type: "button", class: "tool", title: "The JSON the bot sent", on: { click: () => showPayload(row) } }, icon("braces"), "payload")
    : null;
  const more = row.data
    ? el("button", { type: "button", class: "tool more", title: "More", "aria-label": "More", "aria-haspopup": "menu", on: { click: () => openMenu(menuOf(row, context), boxOf(more)) } }, icon("dots"))
    : null;
  return show || more ? el("div", { class: "tools" }, show, more) : null;
}

function boxOf(element) {
  const box = element.getBoundingClientRect();
  return { x: box.left, y: box.bottom + 4 };
}

function hasPayload(row) {
  return Boolean(row.payload || row.refusals.length);
}

/** The context menu of a message. Like Discord, it offers no commands on what nobody else sees. */
function menuOf(row, context) {
  const commands = row.ephemeral ? [] : context.messageCommands();
  return [
    { title: "Apps", items: commands.map((one) => ({ label: one.label, picture: avatar(context.bot, "small"), pick: () => context.use(row, one) })) },
    {
      title: "Message",
      items: [
        { label: "Copy text", picture: icon("copy"), pick: () => copied(textOf(row.data)) },
        ...(hasPayload(row) ? [{ label: "Show payload", picture: icon("braces"), pick: () => showPayload(row) }] : []),
      ],
    },
  ];
}

function textOf(data) {
  const displays = (list) => list.flatMap((one) => (one.type === 10 ? [one.content] : displays(one.components ?? [])));
  return [data.content, ...displays(data.components)].filter(Boolean).join("\n");
}

/** Shown below a message whose button or select got no answer. */
export function interactionFailed(element, sentence) {
  element.querySelector(".body .interaction-failed")?.remove();
  element.querySelector(".body").append(el("div", { class: "interaction-failed", role: "alert" }, icon("warning"), sentence));
}

/** A command that is on its way, until the bot's first answer. */
export function sending(used, context) {
  return el(
    "li",
    { class: "message sending" },
    usedBy(used, context),
    avatar(context.bot, "big"),
    el("div", { class: "head" }, el("span", { class: "name", text: context.bot.name }), el("span", { class: "tag", text: "APP" })),
    el("div", { class: "body thinking" }, el("span", { class: "dots", "aria-hidden": "true" }), "Sending command…"),
  );
}
