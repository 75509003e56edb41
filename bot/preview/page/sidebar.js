// The switches: place, who is typing, language, theme. Kept in the browser, so that a reload changes nothing; except the
// server's language, which is the same for all.

import { avatar, el, icon } from "./dom.js";

const KEY = "kinoteka-preview";
const THEMES = [["system", "System"], ["dark", "Dark"], ["light", "Light"]];

export function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function remember(choice) {
  try {
    localStorage.setItem(KEY, JSON.stringify(choice));
  } catch {
    // a browser that keeps nothing: the switches work, a reload forgets them
  }
}

/** The language of the Discord of whoever types: each member has their own. */
export function localeOf(choice, about) {
  const kept = choice.locales[choice.member];
  return about.locales.includes(kept) ? kept : about.members.find((one) => one.id === choice.member).locale;
}

/**
 * `choice`: {member, place, locales (by member), theme}, which this changes; `changed(parts)` is called after each change.
 * Returns set(part), which changes it, and showGuildLocale(locale).
 */
export function sidebar(nav, about, choice, { changed, changeGuildLocale }) {
  const set = (part) => {
    Object.assign(choice, part);
    remember(choice);
    show();
    changed(Object.keys(part));
  };

  const places = about.places.map((place) => {
    const picture = place.kind === "server" ? icon("hash") : avatar(about.bot, "small");
    return el("button", { type: "button", class: "place", "data-place": place.kind, on: { click: () => set({ place: place.kind }) } }, picture, el("span", { text: place.name }));
  });
  const people = about.members.map((person) => {
    const words = el("span", { class: "option-words" }, el("span", { text: person.name }), el("small", { text: person.manager ? "manages the server" : "a member" }));
    return radio("member", person.id, [avatar(person, "small"), words], () => set({ member: person.id }));
  });
  const themes = THEMES.map(([theme, name]) => radio("theme", theme, [el("span", { text: name })], () => set({ theme })));
  const languages = (id, chosen) =>
    el("select", { id, on: { change: (event) => chosen(event.target.value) } }, about.locales.map((code) => el("option", { value: code, text: languageName(code) })));
  const language = languages("locale", (code) => set({ locales: { ...choice.locales, [choice.member]: code } }));
  const serversLanguage = languages("guild-locale", changeGuildLocale);

  nav.replaceChildren(
    el("header", { class: "server" }, el("strong", { text: about.server })),
    el("div", { class: "nav-scroll" },
      el("h2", { text: "Text channels" }),
      places.filter((one) => one.dataset.place === "server"),
      el("h2", { text: "Direct messages" }),
      places.filter((one) => one.dataset.place === "dm")),
    el("div", { class: "switches" },
      el("fieldset", { class: "people" }, el("legend", { text: "Who is typing" }), people),
      el("div", { class: "switch" }, el("label", { for: "locale", text: "Their language" }), language),
      el("div", { class: "switch" }, el("label", { for: "guild-locale", text: "The server’s language" }), serversLanguage),
      el("fieldset", { class: "themes" }, el("legend", { text: "Theme" }), el("div", { class: "segments" }, themes))),
  );

  function show() {
    document.documentElement.dataset.theme = choice.theme;
    for (const button of places) {
      if (button.dataset.place === choice.place) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    for (const input of nav.querySelectorAll("input[type=radio]")) input.checked = choice[input.name] === input.value;
    language.value = localeOf(choice, about);
  }
  show();
  return { set, showGuildLocale: (locale) => (serversLanguage.value = locale) };
}

/** "русский": a language in its own words. */
function languageName(code) {
  const name = new Intl.DisplayNames([code], { type: "language" }).of(code);
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

function radio(name, value, content, chosen) {
  return el("label", { class: `radio ${name}` }, el("input", { type: "radio", name, value, on: { change: chosen } }), content);
}
