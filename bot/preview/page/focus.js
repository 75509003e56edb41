// Where the keyboard is in a message, so that it can be put back into the message's next edition.

/** {row, key, label, at, line, place}: a control by its custom id, its name, its number among all, and its place in its line of buttons. */
export function spotOf(element) {
  const message = element.closest(".message");
  const lines = [...message.querySelectorAll(".row")];
  const line = lines.indexOf(element.closest(".row"));
  return {
    row: message.id.replace("row-", ""),
    key: element.dataset.key,
    label: element.getAttribute("aria-label"),
    at: reachable(message).indexOf(element),
    line,
    place: line < 0 ? -1 : controls(lines[line]).indexOf(element),
  };
}

/** What is at this spot now: the same control, else one of the same name, else what stands in its place, else the nearest. */
export function spotIn(message, { key, label, at, line, place }) {
  const all = reachable(message);
  const same = all.find((one) => key && one.dataset.key === key) ?? all.find((one) => label && one.getAttribute("aria-label") === label);
  if (same) return same;
  const beside = controls(message.querySelectorAll(".row")[line]);
  const near = beside.map((_, index) => index).sort((a, b) => Math.abs(a - place) - Math.abs(b - place));
  return near.map((index) => beside[index]).find((one) => all.includes(one)) ?? all[Math.min(Math.max(at, 0), all.length - 1)];
}

/** Whether the keyboard is nowhere: a dialog that closes may keep it until the page is drawn again. */
export function lost() {
  const active = document.activeElement;
  return !active || active === document.body || Boolean(active.closest("dialog:not([open])"));
}

function reachable(message) {
  return [...message.querySelectorAll("button:not(:disabled), a[href]")].filter((one) => !one.closest("[inert]"));
}

function controls(line) {
  return line ? [...line.querySelectorAll("button, a[href]")] : [];
}
