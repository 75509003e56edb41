// What a typed command means. No DOM here.
//
// A command is {path, label, description, options}: path is what the bot knows ("me export"), label the same in the
// reader's language. An option is {name, label, description, type, required, choices, autocomplete, min_…, max_…}.

export const TYPE = { TEXT: 3, INTEGER: 4, BOOLEAN: 5, USER: 6, CHANNEL: 7, ROLE: 8, MENTIONABLE: 9, NUMBER: 10, FILE: 11 };

/** Commands that begin with what was typed, then those that contain it. */
export function matching(commands, typed) {
  const wanted = typed.toLowerCase();
  const rank = (command) => (command.label.toLowerCase().startsWith(wanted) ? 0 : 1);
  return commands.filter((command) => command.label.toLowerCase().includes(wanted)).sort((a, b) => rank(a) - rank(b));
}

/** "/film Come and See" -> the command and "Come and See"; null while its name is not complete (a space ends it). */
export function split(commands, line) {
  const hit = commands.find((command) => [command.label, command.path].some((name) => line.toLowerCase().startsWith(`/${name} `)));
  if (!hit) return null;
  const name = line.toLowerCase().startsWith(`/${hit.label} `) ? hit.label : hit.path;
  return { command: hit, rest: line.slice(name.length + 2) };
}

const named = (options, name) => options.find((one) => one.label.toLowerCase() === name.toLowerCase() || one.name === name.toLowerCase());

/** The first "option:" in a text, if it names one of these options: {before, option, after}. */
export function firstNamed(options, text) {
  for (const hit of text.matchAll(/(?:^|\s)([^\s:]+):/g)) {
    const option = named(options, hit[1]);
    if (option) return { before: text.slice(0, hit.index), option, after: text.slice(hit.index + hit[0].length).replace(/^ /, "") };
  }
  return null;
}

/** "Come and See year:1985" -> [[title, "Come and See"], [year, "1985"]] */
export function assign(options, text) {
  const hit = firstNamed(options, text);
  const loose = (hit ? hit.before : text).trim();
  const others = hit ? options.filter((one) => one !== hit.option) : options;
  const found = [];
  if (loose) {
    const first = takesText(others);
    if (first) found.push([first, loose]);
  }
  if (!hit) return found;
  const taken = found.map(([option]) => option);
  const rest = others.filter((one) => !taken.includes(one));
  const next = firstNamed(rest, ` ${hit.after}`);
  if (!next) return [...found, [hit.option, hit.after.trim()]];
  found.push([hit.option, next.before.trim()]);
  return [...found, ...assign(rest, ` ${next.option.label}:${next.after}`)];
}

/** Where words without a name go: the first required option, else the first one. */
export function takesText(options) {
  const able = options.filter((one) => one.type !== TYPE.FILE);
  return able.find((one) => one.required) ?? able[0] ?? null;
}

/** The value to send for what was typed, or the sentence that says what is wrong with it. */
export function valueOf(option, text, world) {
  const wrong = (what) => ({ problem: `“${option.label}” ${what}` });
  const typed = text.trim();
  if (!typed) return wrong(`is needed: ${option.description.replace(/\.$/, "")}.`);
  if (option.choices?.length) {
    const choice = option.choices.find((one) => one.label.toLowerCase() === typed.toLowerCase());
    return choice ? { value: choice.value } : wrong("must be one of the choices shown.");
  }
  switch (option.type) {
    case TYPE.BOOLEAN:
      if (!/^(true|false)$/i.test(typed)) return wrong("must be True or False.");
      return { value: typed.toLowerCase() === "true" };
    case TYPE.INTEGER:
      return /^[-+]?\d+$/.test(typed) ? bounded(option, Number(typed), wrong) : wrong("must be a whole number.");
    case TYPE.NUMBER:
      return Number.isFinite(Number(typed)) ? bounded(option, Number(typed), wrong) : wrong("must be a number.");
    case TYPE.TEXT:
      return measured(option, typed, wrong);
    default:
      return somebody(option, typed, world, wrong);
  }
}

function bounded(option, value, wrong) {
  if (!Number.isSafeInteger(Math.trunc(value))) return wrong("is too large a number.");
  if (option.min_value !== undefined && value < option.min_value) return wrong(`must be at least ${option.min_value}.`);
  if (option.max_value !== undefined && value > option.max_value) return wrong(`must be at most ${option.max_value}.`);
  return { value };
}

function measured(option, value, wrong) {
  const length = [...value].length;
  if (option.min_length && length < option.min_length) return wrong(`must have at least ${option.min_length} characters.`);
  const most = option.max_length ?? 6000;
  return length > most ? wrong(`must have at most ${most} characters (${length} now).`) : { value };
}

function somebody(option, typed, world, wrong) {
  const name = typed.replace(/^[@#]/, "").toLowerCase();
  const hit = entities(option.type, world).find((one) => one.name.toLowerCase() === name || one.id === typed);
  return hit ? { value: hit.id } : wrong("must be one of those shown.");
}

/** Who or what a user, channel, role or mentionable option can name. */
export function entities(type, world) {
  const people = [...world.people.values()], roles = [...world.roles.values()], channels = [...world.channels.values()];
  return { [TYPE.USER]: people, [TYPE.ROLE]: roles, [TYPE.MENTIONABLE]: [...people, ...roles], [TYPE.CHANNEL]: channels }[type] ?? [];
}
