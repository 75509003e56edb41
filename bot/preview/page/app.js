// Wires the page together: the switches, the channel, the composer and the server behind them.

import { Events, encoded, post, read } from "./api.js";
import { Channel } from "./channel.js";
import { Composer } from "./composer.js";
import { avatar, el, icon } from "./dom.js";
import { Faults } from "./faults.js";
import { openModal } from "./modal.js";
import { refreshTimes } from "./prose.js";
import { localeOf, remembered, sidebar } from "./sidebar.js";

const EXAMPLES = [["list", "survival"], ["film", "Come and See"], ["random", ""]];
const byId = (list) => new Map(list.map((one) => [one.id, one]));

const about = await read("/api/state");
const choice = { member: about.members[0].id, place: "server", locales: {}, theme: "system", ...remembered() };
if (!about.members.some((one) => one.id === choice.member)) choice.member = about.members[0].id; // kept from another world

const world = {
  people: byId([...about.members, about.bot]),
  roles: byId(about.roles),
  channels: byId(about.channels),
  get locale() {
    return localeOf(choice, about);
  },
  useCommand: (name) => composer.takeNamed(name),
};
const client = {
  bot: about.bot,
  world,
  commands: [],
  messageCommands: [],
  send,
  write,
  complete: async (command, option, text, others) =>
    (await post("/api/autocomplete", { ...who(), command: command.path, option: option.name, text, others })).choices ?? null,
};
const context = { world, bot: about.bot, act, dismiss, use, messageCommands: () => client.messageCommands };
const channel = new Channel(document.getElementById("scroller"), document.getElementById("messages"));
const composer = new Composer(document.getElementById("composer"), client);
const faults = new Faults({
  change: (fault, times) => post("/api/fault", { ...who(), fault, times }),
  calm: () => post("/api/calm", who()),
});
const welcome = document.getElementById("welcome");
const lost = document.getElementById("lost");
const byMouse = matchMedia("(hover: hover)").matches;
let events = null;

const switches = sidebar(document.getElementById("sidebar"), about, choice, {
  changed: (parts) => parts.includes("theme") || enter(),
  changeGuildLocale: (locale) => post("/api/guild_locale", { ...who(), guild_locale: locale }),
});
drawer();
enter();
setInterval(refreshTimes, 15_000);
document.addEventListener("keydown", slashAnywhere);
document.addEventListener("close", () => channel.refocus(), true); // of any dialog
if (byMouse) composer.main.focus();

function who() {
  return { member: choice.member, place: choice.place, locale: localeOf(choice, about) };
}

function place() {
  return about.places.find((one) => one.kind === choice.place);
}

/** Comes into the channel as the chosen member. */
function enter() {
  events?.close();
  channel.clear();
  composer.clear();
  head();
  composer.placeholder(choice.place === "server" ? `#${place().name}` : `@${about.bot.name}`);
  events = new Events(who(), {
    received: (news) => {
      if (news.commands) {
        client.commands = news.commands;
        composer.refresh();
      }
      if (news.message_commands) client.messageCommands = news.message_commands;
      if (news.guild_locale) switches.showGuildLocale(news.guild_locale);
      if (news.faults) faults.update(news.faults);
      if (news.order) channel.update(news, context);
      greet();
    },
    lost: (is) => {
      lost.hidden = !is;
      if (is) lost.textContent = "The preview is not running any more. Start it again: this page comes back by itself.";
    },
  });
}

async function send(command, values) {
  const options = {};
  for (const [name, value] of Object.entries(values)) options[name] = value instanceof File ? await encoded(value) : value;
  await useCommand({ name: command.label, slash: true }, "/api/slash", { command: command.path, options });
}

/** Uses a message command on a row. */
async function use(row, command) {
  await useCommand({ name: command.label, slash: false }, "/api/message_command", { row: row.id, command: command.name });
}

async function useCommand(used, address, body) {
  const arrived = channel.sending({ ...used, member: choice.member }, context);
  channel.toEnd();
  const answer = await post(address, { ...who(), ...body });
  arrived();
  if (answer.error) composer.say(answer.error);
  if (answer.modal) modal(answer);
}

/** A message of the member's own. */
async function write(text) {
  channel.toEnd();
  const answer = await post("/api/message", { ...who(), text });
  if (answer.error) composer.say(answer.error);
}

/** A press or a choice. Resolves to the sentence to show below the message when it failed, else to nothing. */
async function act(row, component, values) {
  const answer = await post("/api/component", { ...who(), row: row.id, custom_id: component.custom_id, values: values ?? null });
  if (answer.modal) modal(answer);
  return answer.error ?? null;
}

async function dismiss(row) {
  await post("/api/dismiss", { ...who(), row: row.id });
  if (byMouse) composer.main.focus(); // on a phone this would open the keyboard
}

/** A slash begins a command wherever the keyboard is, unless something is being written there. */
function slashAnywhere(event) {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, textarea, select, dialog, [role=listbox]")) return;
  event.preventDefault();
  composer.begin();
}

function modal({ exchange, modal: data }) {
  openModal(data, {
    world,
    bot: about.bot,
    submit: async (values) => (await post("/api/modal", { ...who(), exchange, values })).error ?? null,
  });
}

function head() {
  const server = choice.place === "server";
  const kept = document.activeElement?.dataset.member;
  document.getElementById("channel-head").replaceChildren(
    el("button", { type: "button", id: "open-sidebar", class: "round", "aria-label": "Switches", "aria-expanded": "false", "aria-controls": "sidebar" }, icon("menu")),
    server ? icon("hash") : avatar(about.bot, "small"),
    el("h1", { text: place().name }),
    el("span", { class: "topic", text: server ? "A preview on your own machine: nothing here reaches Discord." : "Nobody else sees this conversation." }),
    faults.button,
    memberSwitch(),
  );
  if (kept) document.querySelector(`.me [data-member="${kept}"]`).focus();
  document.title = `${server ? "#" : "@"}${place().name} – Kinoteka preview`;
}

/** On a phone, where the sidebar is away: one tap makes one somebody else. */
function memberSwitch() {
  const buttons = about.members.map((one) => {
    const mine = one.id === choice.member;
    return el(
      "button",
      { type: "button", "aria-label": one.name, "aria-pressed": String(mine), title: one.name, "data-member": one.id, on: { click: () => mine || switches.set({ member: one.id }) } },
      avatar(one, "small", 2), // Boris and Вера begin alike
      mine ? el("span", { text: one.name }) : null,
    );
  });
  return el("div", { class: "me", role: "group", "aria-label": "Who is typing" }, buttons);
}

/** What stands above the first message: the way the channel begins, and something to try. */
function greet() {
  const server = choice.place === "server";
  const known = EXAMPLES.filter(([path]) => client.commands.some((one) => one.path === path));
  const others = client.commands.filter((one) => !known.some(([path]) => path === one.path)).map((one) => [one.path, ""]);
  const examples = [...known, ...others].slice(0, 3);
  const buttons = examples.map(([path, text]) => {
    const label = client.commands.find((one) => one.path === path).label;
    return el("button", { type: "button", class: "example", text: `/${label} ${text}`.trim(), on: { click: () => tryOut(path, text) } });
  });
  welcome.replaceChildren(
    el("div", { class: "welcome-picture" }, server ? icon("hash") : avatar(about.bot, "huge")),
    el("h2", { text: server ? `Welcome to #${place().name}!` : about.bot.name }),
    el("p", { text: server ? `This is the beginning of #${place().name}.` : `This is the beginning of your direct messages with ${about.bot.name}.` }),
    buttons.length ? el("p", { class: "examples" }, "Try one: ", buttons) : "",
  );
}

function tryOut(path, text) {
  const command = composer.takeNamed(path, text);
  if (command && command.options.every((one) => !one.required || text)) composer.submit();
}

/** At phone width the switches come in from the side. */
function drawer() {
  const nav = document.getElementById("sidebar");
  const toggle = (open) => {
    nav.classList.toggle("open", open);
    document.getElementById("open-sidebar").setAttribute("aria-expanded", String(open));
    (open ? nav.querySelector("button, input") : document.getElementById("open-sidebar")).focus();
  };
  document.addEventListener("click", (event) => {
    const open = nav.classList.contains("open");
    if (event.target.closest("#open-sidebar")) toggle(!open);
    else if (open && (!event.target.closest("#sidebar") || event.target.closest(".place"))) toggle(false);
  });
  nav.addEventListener("keydown", (event) => event.key === "Escape" && nav.classList.contains("open") && toggle(false));
}
