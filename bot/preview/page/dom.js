// Building the page. Everything a member or the bot wrote goes through here as text, never as markup.

const SVG = "http://www.w3.org/2000/svg";

// Outlines on a 24 by 24 grid, drawn for this page.
const ICONS = {
  at: "M16 12a4 4 0 1 1-8 0 4 4 0 0 1 8 0v1.6a2.4 2.4 0 0 0 4.8 0V12a8.8 8.8 0 1 0-3.6 7.1",
  bolt: "M13 3L5 13.5h6L10.5 21 19 10.5h-6z",
  thread: "M4 5h16v11H10l-4 4v-4H4ZM8 9h8M8 12h5",
  braces: "M9 4H7.5A2.5 2.5 0 0 0 5 6.5v3L3.5 12 5 14.5v3A2.5 2.5 0 0 0 7.5 20H9M15 4h1.5A2.5 2.5 0 0 1 19 6.5v3l1.5 2.5-1.5 2.5v3a2.5 2.5 0 0 1-2.5 2.5H15",
  check: "M5 12.5l4.5 4.5L19 7.5",
  chevron: "M6 9l6 6 6-6",
  clip: "M19 11l-7.6 7.6a4.2 4.2 0 0 1-6-6L13 5a2.8 2.8 0 0 1 4 4l-7.6 7.6a1.4 1.4 0 0 1-2-2L14 8",
  close: "M6 6l12 12M18 6L6 18",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  dots: "M5 12h.01M12 12h.01M19 12h.01",
  download: "M12 4v11M7 10.5l5 5 5-5M5 20h14",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 14.8a2.8 2.8 0 1 0 0-5.6 2.8 2.8 0 0 0 0 5.6z",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
  hash: "M5 9h15M4 15h15M10 4L8 20M16 4l-2 16",
  menu: "M4 7h16M4 12h16M4 17h16",
  open: "M13 4h7v7M20 4l-9 9M18 14v6H4V6h6",
  people: "M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.9a3.5 3.5 0 0 1 0 6.2M18 14.4a6.5 6.5 0 0 1 3.5 5.6",
  role: "M12 3l8 3v6c0 4.5-3.4 7.6-8 9-4.6-1.4-8-4.5-8-9V6z",
  up: "M12 20V5M5.5 11.5L12 5l6.5 6.5",
  warning: "M12 3.5L22 20H2zM12 10v4.5M12 17.2v.2",
};

/** An element: `class`, `text`, `on` (listeners), `style` (custom properties) are special, the rest are attributes. */
export function el(name, properties = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key === "class") element.className = value;
    else if (key === "text") element.textContent = value;
    else if (key === "on") for (const [event, run] of Object.entries(value)) element.addEventListener(event, run);
    else if (key === "style") for (const [name_, to] of Object.entries(value)) element.style.setProperty(name_, to);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function icon(name, className = "") {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon ${className}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

/** A round picture of somebody: the first letters on a colour of their own. The bot has the badge of the house. */
export function avatar(person, className = "", letters = 1) {
  if (person.bot) return el("span", { class: `avatar bot ${className}`, "aria-hidden": "true" }, el("span", { class: "reel" }));
  const beginning = [...person.name].slice(0, letters).join("") || "?";
  return el("span", { class: `avatar tint-${person.tint} ${className}`, "aria-hidden": "true", text: beginning });
}

/** "1.4 MB" */
export function fileSize(bytes) {
  const units = ["bytes", "KB", "MB", "GB"];
  let unit = 0;
  for (; bytes >= 1024 && unit < units.length - 1; unit += 1) bytes /= 1024;
  return `${unit === 0 ? bytes : bytes.toFixed(bytes < 10 ? 2 : 1)} ${units[unit]}`;
}

/** Only addresses of the web may be followed; everything else is shown as text. */
export function webAddress(text) {
  try {
    const url = new URL(text);
    return url.protocol === "http:" || url.protocol === "https:" ? url.href : null;
  } catch {
    return null;
  }
}

/** Says something to people who listen to the page instead of looking at it. */
export function announce(sentence) {
  document.getElementById("announcer").textContent = sentence;
}
