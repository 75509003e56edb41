// Discord's markdown: text -> a tree of plain objects. No DOM here, so that it can be tested by itself.
//
// A node is {kind, ...}: "text" {text}, "strong" | "em" | "underline" | "strike" | "spoiler" | "quote" | "subtext" {children},
// "heading" {level, children}, "link" {href, title, children}, "code" {text}, "codeblock" {language, text},
// "list" {start: number | null, items: [[node]]}, "time" {seconds, style}, "user" | "role" | "channel" {id},
// "command" {name, id}, "emoji" {name}, "everyone" {text}.
//
// Rules are tried in order at every position, as Discord does: block rules only at the start of a line.

const PLAIN = /[^\\`*_~|<[\]@h\n]+/y; // a run in which no rule can begin (unless it is the start of a line)
const HREF = String.raw`(?:<(https?:\/\/[^\s<>]+)>|(https?:\/\/(?:\([^\s()]*\)|[^\s()<>])+))`;
const LINK = new RegExp(String.raw`\[((?:\\[\s\S]|\[[^\]]*\]|[^\\[\]])+)\]\(\s*${HREF}(?:\s+(?:"([^"]*)"|'([^']*)'))?\s*\)`, "y");
const BLOCKS = new Set(["heading", "subtext", "quote"]);
const ITEM = /^( *)(?:([-*])|(\d{1,10})\.) +(\S.*)$/;

const inner = (kind) => (hit, state) => ({ kind, children: parse(hit[1], { ...state, block: false }) });

const RULES = [
  { block: true, pattern: /(#{1,3}) +([^\n]+)(?:\n|$)/y, make: (hit, state) => heading(hit, state) },
  { block: true, pattern: /-# +([^\n]+)(?:\n|$)/y, make: inner("subtext") },
  { block: true, outside: "quote", pattern: />>> ([\s\S]+)/y, make: (hit, state) => quote(hit[1], state) },
  {
    block: true,
    outside: "quote",
    pattern: /(?:> [^\n]*(?:\n|$))+/y,
    make: (hit, state) => quote(hit[0].replace(/^> /gm, "").replace(/\n$/, ""), state),
  },
  { block: true, pattern: /(?: *(?:[-*]|\d{1,10}\.) +\S[^\n]*(?:\n|$))(?: *(?:[-*]|\d{1,10}\.) +\S[^\n]*(?:\n|$)| {2,}\S[^\n]*(?:\n|$))*/y, make: (hit, state) => list(hit[0], state) },
  { pattern: /```(?:([\w+#.-]+)\n)?([\s\S]+?)```\n?/y, make: (hit) => codeblock(hit) },
  { pattern: /(`+)([\s\S]*?[^`])\1(?!`)/y, make: (hit) => ({ kind: "code", text: hit[2].replace(/^ (?=`)|(?<=`) $/g, "") }) },
  { pattern: /\\([^0-9A-Za-z\s])/y, make: (hit) => ({ kind: "text", text: hit[1] }) },
  { pattern: /<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>/y, make: (hit) => ({ kind: "time", seconds: Number(hit[1]), style: hit[2] ?? "f" }) },
  { pattern: /<@!?(\d+)>/y, make: (hit) => ({ kind: "user", id: hit[1] }) },
  { pattern: /<@&(\d+)>/y, make: (hit) => ({ kind: "role", id: hit[1] }) },
  { pattern: /<#(\d+)>/y, make: (hit) => ({ kind: "channel", id: hit[1] }) },
  { pattern: /<\/([^:>\n]{1,100}):(\d+)>/y, make: (hit) => ({ kind: "command", name: hit[1], id: hit[2] }) },
  { pattern: /<a?:(\w{2,32}):\d+>/y, make: (hit) => ({ kind: "emoji", name: hit[1] }) },
  { pattern: /@(?:everyone|here)\b/y, make: (hit) => ({ kind: "everyone", text: hit[0] }) },
  { outside: "link", pattern: LINK, make: (hit, state) => masked(hit, state) },
  { outside: "link", pattern: /<(https?:\/\/[^\s<>]+)>/y, make: (hit) => bare(hit[1]) },
  { outside: "link", pattern: /(?<!\w)https?:\/\/[^\s<]+/y, make: (hit) => address(hit[0]) },
  { pattern: /\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)/y, make: inner("strong") },
  { pattern: /__((?:\\[\s\S]|[^\\])+?)__(?!_)/y, make: inner("underline") },
  { pattern: /~~((?:\\[\s\S]|[^\\])+?)~~(?!~)/y, make: inner("strike") },
  { pattern: /\|\|([\s\S]+?)\|\|/y, make: inner("spoiler") },
  { pattern: /\*(?=\S)((?:\*\*|\\[\s\S]|[^\\*])*?(?:\*\*|\\\S|[^\s\\*]))\*(?!\*)/y, make: inner("em") },
  { pattern: /\b_((?:__|\\[\s\S]|[^\\_])+?)_\b/y, make: inner("em") },
];

/** `state`: block (are block rules allowed), quote and link (are we inside one). */
export function parse(source, state = { block: true }) {
  const nodes = [];
  let text = "";
  let at = 0;
  while (at < source.length) {
    const atLineStart = at === 0 || source[at - 1] === "\n";
    const hit = firstRule(source, at, state, state.block && atLineStart);
    if (hit) {
      if (text) nodes.push({ kind: "text", text });
      text = "";
      nodes.push(hit.node);
      at += hit.length;
      continue;
    }
    PLAIN.lastIndex = at;
    const run = PLAIN.exec(source)?.[0] ?? source[at];
    text += run;
    at += run.length;
  }
  if (text) nodes.push({ kind: "text", text });
  return joined(nodes);
}

/** The words alone, for a listener or a line of preview; what a spoiler hides stays hidden. */
export function plain(source) {
  return words(parse(source));
}

function words(nodes) {
  return nodes.map((node) => {
    if (node.kind === "spoiler") return "…";
    if (node.kind === "list") return node.items.map(words).join(" ");
    if (node.kind === "command") return `/${node.name}`;
    return node.text ?? (node.children ? `${words(node.children)}${BLOCKS.has(node.kind) ? " " : ""}` : "");
  }).join("");
}

function firstRule(source, at, state, blockAllowed) {
  for (const rule of RULES) {
    if ((rule.block && !blockAllowed) || state[rule.outside]) continue;
    rule.pattern.lastIndex = at;
    const hit = rule.pattern.exec(source);
    const node = hit && rule.make(hit, state);
    if (node) return { node, length: node.length ?? hit[0].length };
  }
  return null;
}

function heading(hit, state) {
  return { kind: "heading", level: hit[1].length, children: parse(hit[2].trimEnd(), { ...state, block: false }) };
}

function quote(text, state) {
  return { kind: "quote", children: parse(text, { ...state, block: true, quote: true }) };
}

function codeblock(hit) {
  return { kind: "codeblock", language: hit[1] ?? "", text: hit[2].replace(/^\n+|\n+$/g, "") };
}

function bare(href) {
  return { kind: "link", href, title: "", children: [{ kind: "text", text: href }] };
}

/** An address in running text: punctuation behind it, and a bracket opened before it, are not part of it. */
function address(text) {
  let end = text.length;
  const cut = text.slice(0, end).search(/\*\*|\|\||~~|__$/);
  if (cut > 0) end = cut;
  for (; end > 0; end -= 1) {
    const last = text[end - 1];
    const unbalanced = last === ")" && count(text, ")", end) > count(text, "(", end);
    if (!unbalanced && !/[.,:;!?"'\]*_~|]/.test(last)) break;
  }
  const href = text.slice(0, end);
  return /^https?:\/\/./.test(href) ? { ...bare(href), length: end } : null;
}

function count(text, letter, end) {
  return text.slice(0, end).split(letter).length - 1;
}

/** Like Discord, a link whose words are themselves an address stays as it was written: it could lie. */
function masked(hit, state) {
  const [, words, bracketed, plain, title, otherTitle] = hit;
  const href = bracketed ?? plain;
  if (/https?:\/\//i.test(words) && words !== href) return null;
  const children = parse(words, { ...state, block: false, link: true });
  return { kind: "link", href, title: title ?? otherTitle ?? "", children };
}

/** Items by their indentation; lines without a mark belong to the item before them. */
function list(source, state) {
  const lines = [];
  for (const line of source.replace(/\n$/, "").split("\n")) {
    const mark = ITEM.exec(line);
    if (mark) lines.push({ indent: mark[1].length, start: mark[3] ? Number(mark[3]) : null, text: mark[4] });
    else lines.at(-1).text += `\n${line.trim()}`;
  }
  return { kind: "group", children: lists(lines, state) };
}

function lists(lines, state) {
  const found = [];
  for (let at = 0; at < lines.length; ) {
    const { indent, start, text } = lines[at];
    let next = at + 1;
    while (next < lines.length && lines[next].indent > indent) next += 1;
    const item = [...parse(text, { ...state, block: false }), ...lists(lines.slice(at + 1, next), state)];
    const last = found.at(-1);
    if (last && (last.start === null) === (start === null)) last.items.push(item);
    else found.push({ kind: "list", start, items: [item] });
    at = next;
  }
  return found;
}

/** Neighbouring texts become one, groups dissolve. */
function joined(nodes) {
  const result = [];
  for (const node of nodes) {
    const last = result.at(-1);
    if (node.kind === "group") result.push(...node.children);
    else if (node.kind === "text" && last?.kind === "text") last.text += node.text;
    else result.push(node);
  }
  return result;
}
