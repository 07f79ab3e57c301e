// Discord's subset of Markdown, read into elements. Text only ever becomes text nodes.
//
// https://support.discord.com/hc/articles/210298617 (Markdown Text 101) and developers/reference.mdx, Message Formatting.

import { time } from "./clock.js";
import { button, h } from "./dom.js";
import { jumpTo, placeOf } from "./jump.js";
import { channelById, channelName, hex, nameOf, roleById, rolesOf, openGuild, userById } from "./names.js";
import { open, store } from "./store.js";

/** Deeper than this, signs are only text. */
const DEEPEST = 12;

/** A whole message, description or field: blocks and what is in them. */
export function blocks(text, depth = 0) {
  const made = [];
  const lines = text.split("\n");
  let paragraph = [];
  const endParagraph = () => {
    if (paragraph.length)
      made.push(h("div", { class: "paragraph" }, inline(paragraph.join("\n"), { depth })));
    paragraph = [];
  };
  while (lines.length) {
    const block =
      fence(lines) ??
      (depth < DEEPEST ? (quote(lines, depth) ?? heading(lines, depth) ?? list(lines, depth)) : null);
    if (block) {
      endParagraph();
      made.push(block);
    } else {
      paragraph.push(lines.shift());
    }
  }
  endParagraph();
  return made;
}

/** ``` … ```, where the opening one begins a line. Text behind the closing one is the next line. */
function fence(lines) {
  if (!lines[0].startsWith("```")) return null;
  const text = lines.join("\n").slice(3);
  const end = text.indexOf("```");
  if (end < 1) return null;
  const inside = text.slice(0, end);
  const code = inside.match(/^[\w+#.-]*\n/) ? inside.slice(inside.indexOf("\n") + 1) : inside;
  const rest = text.slice(end + 3).replace(/^\n/, "");
  lines.splice(0, lines.length, ...(rest ? rest.split("\n") : []));
  return h("pre", { tabindex: "0", "aria-label": "Code" }, h("code", { text: code.replace(/\n$/, "") }));
}

function quote(lines, depth) {
  if (lines[0].startsWith(">>> ")) {
    const all = lines.splice(0).join("\n").slice(4);
    return h("blockquote", {}, blocks(all, depth + 1));
  }
  const own = [];
  while (lines[0]?.startsWith("> ")) own.push(lines.shift().slice(2));
  return own.length ? h("blockquote", {}, blocks(own.join("\n"), depth + 1)) : null;
}

function heading(lines, depth) {
  const found = lines[0].match(/^(#{1,3}|-#) +(\S.*)$/);
  if (!found) return null;
  lines.shift();
  const [, sign, text] = found;
  if (sign === "-#") return h("small", { class: "subtext" }, inline(text, { depth: depth + 1 }));
  // The page has its own heading above: a message's begin one below it.
  return h(
    "div",
    { class: `heading heading-${sign.length}`, role: "heading", "aria-level": sign.length + 2 },
    inline(text, { depth: depth + 1 }),
  );
}

const ITEM = /^( *)(?:[-*]|(\d{1,9})\.) +(\S.*)$/;

function list(lines, depth, indent = 0) {
  const first = lines[0].match(ITEM);
  if (!first || first[1].length < indent) return null;
  const [, spaces, start] = first;
  const made = start ? h("ol", { start }) : h("ul");
  while (lines.length) {
    const found = lines[0].match(ITEM);
    if (!found || found[1].length < spaces.length) break;
    if (found[1].length > spaces.length + 1 && made.lastChild && depth < DEEPEST) {
      made.lastChild.append(list(lines, depth + 1, found[1].length));
    } else {
      lines.shift();
      made.append(h("li", {}, inline(found[3], { depth: depth + 1 })));
    }
  }
  return made;
}

/** What stands in a line: marks, mentions, links. `mentions` is false where Discord shows them as they were typed. */
export function inline(text, { depth = 0, mentions = true, linked = false } = {}) {
  const made = [];
  const scope = { depth, mentions, linked };
  let plain = "";
  let at = 0;
  while (at < text.length) {
    const found = depth < DEEPEST ? token(text, at, scope) : null;
    if (!found) {
      plain += text[at];
      at += 1;
      continue;
    }
    if (typeof found.node === "string") {
      plain += found.node;
    } else {
      made.push(plain, found.node);
      plain = "";
    }
    at = found.end;
  }
  made.push(plain);
  return made.filter((node) => node !== "");
}

// Sign, element, and whether the sign must touch its words.
const marks = [
  ["***", (inside) => h("strong", {}, h("em", {}, inside))],
  ["**", (inside) => h("strong", {}, inside)],
  ["__", (inside) => h("u", {}, inside)],
  ["~~", (inside) => h("s", {}, inside)],
  ["||", spoiler],
  ["*", (inside) => h("em", {}, inside)],
  ["_", (inside) => h("em", {}, inside)],
];

function token(text, at, scope) {
  const sign = text[at];
  if (sign === "\\" && /[^\sA-Za-z0-9]/.test(text[at + 1] ?? "")) return { node: text[at + 1], end: at + 2 };
  if (sign === "\n") return { node: h("br"), end: at + 1 };
  if (sign === "`") return code(text, at);
  if (sign === "<") return angle(text, at, scope);
  if (sign === "[" && !scope.linked) return masked(text, at, scope);
  if (sign === "h" && !scope.linked && !/\w/.test(text[at - 1] ?? "")) return address(text, at);
  if (sign === "@" && scope.mentions) return everyone(text, at);
  if (!"*_~|".includes(sign)) return null;
  for (const [mark, make] of marks) {
    const end = text.startsWith(mark, at) ? closing(text, at, mark) : -1;
    if (end > 0) {
      const inside = inline(text.slice(at + mark.length, end), { ...scope, depth: scope.depth + 1 });
      return { node: make(inside), end: end + mark.length };
    }
  }
  return null;
}

/** Where a mark ends; -1 if it does not. */
function closing(text, from, mark) {
  const start = from + mark.length;
  const isSingle = mark.length === 1;
  if (isSingle && /\s|^$/.test(text[start] ?? "")) return -1;
  if (mark === "_" && /\w/.test(text[from - 1] ?? "")) return -1;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === "\\") {
      at += 1;
    } else if (text[at] === "`") {
      at = (code(text, at)?.end ?? at + 1) - 1;
    } else if (isSingle && text.startsWith(mark + mark, at)) {
      // A double mark inside a single one belongs to itself.
      const inner = closing(text, at, mark + mark);
      at = inner > 0 ? inner + 1 : at + 1;
    } else if (text.startsWith(mark, at) && at > start) {
      const touches = !isSingle || /\S/.test(text[at - 1]);
      const inWord = mark === "_" && /\w/.test(text[at + 1] ?? "");
      // "**a*" + "**": the last two of three signs close.
      const later = !isSingle && text[at + mark.length] === mark[0];
      if (touches && !inWord && !later) return at;
    }
  }
  return -1;
}

function code(text, at) {
  const fence = text.slice(at).match(/^`+/)[0];
  const from = at + fence.length;
  for (let end = text.indexOf(fence, from); end > 0; end = text.indexOf(fence, end + 1)) {
    if (text[end + fence.length] === "`") {
      while (text[end] === "`") end += 1;
      continue;
    }
    if (end === from) break;
    return { node: h("code", { text: text.slice(from, end) }), end: end + fence.length };
  }
  return { node: fence, end: from };
}

function spoiler(inside) {
  const words = h("span", { class: "spoiler-words", "aria-hidden": "true" }, inside);
  const cover = button(
    {
      class: "spoiler",
      "aria-expanded": "false",
      "aria-label": "Spoiler: press to show",
      on: { click: show },
    },
    words,
  );
  function show() {
    cover.replaceWith(h("span", { class: "spoiler shown" }, ...words.childNodes));
  }
  return cover;
}

function everyone(text, at) {
  const found = text.slice(at).match(/^@(everyone|here)\b/);
  return found && { node: mention(found[0], true), end: at + found[0].length };
}

/** A name in the place of an id; `mine` when it means the viewer. */
function mention(words, mine, colour = null) {
  return h("span", { class: mine ? "mention mine" : "mention", vars: colour ? { colour } : {}, text: words });
}

function angle(text, at, scope) {
  const end = text.indexOf(">", at);
  if (end < 0) return null;
  const inside = text.slice(at + 1, end);
  const node = scope.mentions
    ? (stamp(inside) ?? entity(inside) ?? named(inside))
    : (stamp(inside) ?? named(inside));
  return node && { node, end: end + 1 };
}

function stamp(inside) {
  const found = inside.match(/^t:(-?\d{1,13})(?::([tTdDfFR]))?$/);
  return found && time(Number(found[1]) * 1000, found[2] ?? "f", { class: "stamp" });
}

function entity(inside) {
  const [, sign, id] = inside.match(/^(@!?|@&|#)(\d+)$/) ?? [];
  const viewer = store.world.viewer;
  if (sign === "@" || sign === "@!")
    return mention(userById(id) ? `@${nameOf(id)}` : "@unknown-user", id === viewer);
  if (sign === "@&") {
    const role = roleById(id);
    const mine = rolesOf(openGuild(), viewer).some((own) => own.id === id);
    return mention(`@${role?.name ?? "deleted-role"}`, mine, role?.color ? hex(role.color) : null);
  }
  if (sign !== "#") return null;
  const channel = channelById(id);
  if (!channel) return mention("#no-access", false);
  return button({ class: "mention", text: `#${channelName(channel)}`, on: { click: () => open(id) } });
}

/** A command, an emoji of a server, or an address without a preview. */
function named(inside) {
  const command = inside.match(/^\/([^:]+):\d+$/);
  if (command) return h("span", { class: "mention", text: `/${command[1]}` });
  const emoji = inside.match(/^a?(:\w+:)\d+$/);
  if (emoji) return h("span", { class: "emoji-name", text: emoji[1] });
  return /^https?:\/\/\S+$/.test(inside) ? link(inside, inside) : null;
}

function address(text, at) {
  const found = text.slice(at).match(/^https?:\/\/[^\s<]+/);
  if (!found) return null;
  let url = found[0].replace(/[.,:;"'!?*_~|]+$/, "");
  // A closing bracket belongs to the sentence, unless the address opened it.
  while (url.endsWith(")") && url.split(")").length > url.split("(").length) url = url.slice(0, -1);
  return { node: link(url, url), end: at + url.length };
}

function masked(text, at, scope) {
  const found = text
    .slice(at)
    .match(/^\[((?:\\.|[^\]\\\n])+)\]\(<?(https?:\/\/[^\s>)]+)>?(?: +"[^"\n]*")?\)/);
  if (!found) return null;
  const words = inline(found[1].replace(/\\(.)/g, "$1"), { ...scope, depth: scope.depth + 1, linked: true });
  const shown = h(
    "span",
    { class: "masked" },
    link(found[2], words),
    !placeOf(found[2]) && h("span", { class: "target", text: ` (${found[2]})` }),
  );
  return { node: shown, end: at + found[0].length };
}

/** A link to a message of this page, or out of it. It tells the other side nothing of where it was. */
export function link(url, words, attributes = {}) {
  const place = placeOf(url);
  if (place) {
    const jump = (event) => {
      event.preventDefault();
      jumpTo(place);
    };
    return h("a", { href: url, ...attributes, on: { click: jump } }, words);
  }
  return h("a", { href: url, target: "_blank", rel: "noopener noreferrer", ...attributes }, words);
}
