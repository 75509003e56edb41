// The switches: place, who is typing, language, theme. Kept in the browser, so that a reload changes nothing.

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

/** `choice`: {member, place, locale, theme}, which this changes; `changed()` is called after each change. */
export function sidebar(nav, about, choice, changed) {
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
  const language = el(
    "select",
    { id: "locale", on: { change: () => set({ locale: language.value }) } },
    about.locales.map((code) => el("option", { value: code, text: languageName(code) })),
  );

  nav.replaceChildren(
    el("header", { class: "server" }, el("strong", { text: about.server })),
    el("div", { class: "nav-scroll" },
      el("h2", { text: "Text channels" }),
      places.filter((one) => one.dataset.place === "server"),
      el("h2", { text: "Direct messages" }),
      places.filter((one) => one.dataset.place === "dm")),
    el("div", { class: "switches" },
      el("fieldset", { class: "people" }, el("legend", { text: "Who is typing" }), people),
      el("div", { class: "switch" }, el("label", { for: "locale", text: "Language" }), language),
      el("fieldset", { class: "themes" }, el("legend", { text: "Theme" }), el("div", { class: "segments" }, themes))),
  );

  function show() {
    document.documentElement.dataset.theme = choice.theme;
    for (const button of places) {
      if (button.dataset.place === choice.place) button.setAttribute("aria-current", "page");
      else button.removeAttribute("aria-current");
    }
    for (const input of nav.querySelectorAll("input[type=radio]")) input.checked = choice[input.name] === input.value;
    language.value = choice.locale;
  }
  show();
}

/** "русский": a language in its own words. */
function languageName(code) {
  const name = new Intl.DisplayNames([code], { type: "language" }).of(code);
  return name.charAt(0).toLocaleUpperCase(code) + name.slice(1);
}

function radio(name, value, content, chosen) {
  return el("label", { class: `radio ${name}` }, el("input", { type: "radio", name, value, on: { change: chosen } }), content);
}
