// A context menu: right click, long press, the menu key; arrows, Enter and Escape in it.

import { el } from "./dom.js";

const LONG_PRESS = 500; // milliseconds
const STILL = 10; // pixels that a finger may move meanwhile
const EDGE = 8; // pixels between the menu and the edge of the window

let close = () => {};

/** `groups` are {title, items}, an item {label, picture, pick}; `at` is {x, y} in the window. Afterwards the keyboard is where it was. */
export function openMenu(groups, at) {
  close();
  const before = document.activeElement;
  const filled = groups.filter((group) => group.items.length);
  const entries = [];
  const menu = el(
    "div",
    { class: "menu", role: "menu", popover: "manual", "aria-label": "Message actions" },
    filled.map(({ title, items }) =>
      el("div", { class: "menu-group", role: "group", "aria-label": title }, el("div", { class: "menu-title", "aria-hidden": "true", text: title }), items.map(entry)),
    ),
  );

  function entry({ label, picture, pick }) {
    const button = el("button", { type: "button", role: "menuitem", tabindex: "-1" }, picture, el("span", { text: label }));
    button.addEventListener("click", () => {
      close();
      pick();
    });
    entries.push(button);
    return button;
  }

  const outside = (event) => menu.contains(event.target) || close();
  const away = () => close();
  close = () => {
    close = () => {};
    document.removeEventListener("pointerdown", outside, true);
    window.removeEventListener("resize", away);
    const inside = menu.contains(document.activeElement);
    menu.remove();
    if (inside && before?.isConnected) before.focus({ preventScroll: true });
  };
  document.addEventListener("pointerdown", outside, true);
  window.addEventListener("resize", away);
  menu.addEventListener("contextmenu", (event) => event.preventDefault());
  menu.addEventListener("keydown", (event) => {
    const here = entries.indexOf(document.activeElement);
    const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: -1 }[event.key];
    if (to !== undefined) entries.at(to % entries.length).focus();
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  document.body.append(menu);
  menu.showPopover();
  menu.style.setProperty("left", `${Math.max(EDGE, Math.min(at.x, innerWidth - menu.offsetWidth - EDGE))}px`);
  menu.style.setProperty("top", `${Math.max(EDGE, Math.min(at.y, innerHeight - menu.offsetHeight - EDGE))}px`);
  entries[0].focus({ preventScroll: true });
}

/** Calls `open({x, y})` on a right click, the menu key or a long press. Links and marked text keep the browser's own menu. */
export function onContextMenu(element, open) {
  let timer = 0, start = null, opened = false;
  const stop = () => clearTimeout(timer);
  element.addEventListener("pointerdown", (event) => {
    opened = false;
    if (event.pointerType !== "touch" || !event.isPrimary) return;
    start = { x: event.clientX, y: event.clientY };
    timer = setTimeout(() => {
      opened = true;
      open(start);
    }, LONG_PRESS);
  });
  element.addEventListener("pointermove", (event) => start && Math.hypot(event.clientX - start.x, event.clientY - start.y) > STILL && stop());
  for (const end of ["pointerup", "pointercancel"]) element.addEventListener(end, stop);
  // The finger that held a button does not press it, too.
  element.addEventListener("click", (event) => opened && (event.preventDefault(), event.stopPropagation(), (opened = false)), true);
  element.addEventListener("contextmenu", (event) => {
    const own = event.target.closest("a[href]") || !getSelection().isCollapsed;
    if (opened) event.preventDefault(); // the browser notices the long press as well
    if (own || opened) return;
    stop();
    event.preventDefault();
    if (event.pointerType === "touch") opened = true;
    open({ x: event.clientX, y: event.clientY });
  });
}
