// What the page knows: the world as the acting member sees it, and what only this page remembers.

const KEPT = "sandbox-page";

/** Kept over a reload of the page, in this tab: who and where one is, what was read, what was dismissed. */
const kept = { viewer: null, channel: null, read: {}, dismissed: [], welcomed: [], ...stored() };

/** What is shown. `world` comes from the server as it is; the rest is this page's own. */
export const store = {
  world: null,
  connected: true,
  /** Messages of the open channel to be shown at most. */
  limit: 60,
  /** Controls that wait for the bot, by "message:custom id". */
  waiting: new Set(),
  /** Messages whose last press got no answer, with the words for it. */
  failures: new Map(),
  /** Commands of this member that wait for an answer or got none. */
  commands: [],
  /** The last message that had been read when the channel was opened. */
  readBefore: null,
};

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
  } catch {
    return {};
  }
}

function keep() {
  sessionStorage.setItem(KEPT, JSON.stringify(kept));
}

const listeners = [];
/** Calls back after every change of what is shown. */
export function onChange(listener) {
  listeners.push(listener);
}

/** Shows what has changed. */
export function publish() {
  if (store.world?.viewer) for (const listener of listeners) listener(store.world);
}

let asking = null;
let askAgain = false;

/** Asks the server for the world and shows it. A call during a question becomes one more question, and waits for it. */
export function refresh() {
  askAgain = asking !== null;
  asking ??= askUntilDone().finally(() => {
    asking = null;
    publish();
  });
  return asking;
}

async function askUntilDone() {
  try {
    do {
      askAgain = false;
      store.world = await ask();
    } while (askAgain);
    store.connected = true;
    settle();
  } catch {
    store.connected = false;
  }
}

async function ask() {
  const query = new URLSearchParams({ limit: store.limit });
  if (kept.viewer) query.set("as", kept.viewer);
  if (kept.channel) query.set("channel", kept.channel);
  const answer = await fetch(`/page/state?${query}`);
  if (!answer.ok) throw new Error(`the sandbox answered ${answer.status}`);
  return answer.json();
}

/** The server may have put somebody or something else in the place of what is gone. */
function settle() {
  const { viewer, open } = store.world;
  if (kept.viewer !== viewer || kept.channel !== open?.id) {
    kept.viewer = viewer;
    kept.channel = open?.id ?? null;
    store.readBefore = readUpTo(kept.channel);
  }
  markRead();
  keep();
}

/** Acts as somebody else from now on. */
export function become(viewer) {
  leave();
  kept.viewer = viewer;
  store.readBefore = readUpTo(kept.channel);
  return refresh();
}

/** Opens a channel. */
export function open(channel) {
  leave();
  kept.channel = channel;
  store.readBefore = readUpTo(channel);
  return refresh();
}

function leave() {
  store.limit = 60;
  store.failures.clear();
}

/** Shows more of the open channel's past. */
export function showOlder() {
  store.limit += 60;
  return refresh();
}

/** Whether one id was made after another. */
export const isAfter = (id, other) => other === null || other === undefined || BigInt(id) > BigInt(other);

/** The last message of a channel that the viewer has read. */
export function readUpTo(channel) {
  return kept.read[kept.viewer]?.[channel] ?? null;
}

function markRead() {
  const { viewer, open } = store.world;
  const latest = open?.messages.at(-1)?.id;
  if (latest && document.visibilityState === "visible") (kept.read[viewer] ??= {})[open.id] = latest;
}

/** Takes a private message out of sight, for this page. */
export function dismiss(message) {
  kept.dismissed.push(message);
  keep();
  publish();
}

export const isDismissed = (message) => kept.dismissed.includes(message);

/** Closes the welcome, or opens it again. */
export function setWelcomed(title, welcomed) {
  if (isWelcomed(title) === welcomed) return;
  kept.welcomed = kept.welcomed.filter((other) => other !== title);
  if (welcomed) kept.welcomed.push(title);
  keep();
  publish();
}

export const isWelcomed = (title) => kept.welcomed.includes(title);
