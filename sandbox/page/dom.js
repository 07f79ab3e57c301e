// Elements are made and filled here, so that no text of a message can ever become markup.

/**
 * An element. `on` holds listeners, `vars` custom properties of its style, `text` its text; everything else is an
 * attribute, left out when null, undefined or false. Children that are null or false are left out, too.
 */
export function h(tag, { on = {}, vars = {}, text, ...attributes } = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false)
      element.setAttribute(name, value === true ? "" : value);
  }
  for (const [name, listener] of Object.entries(on)) element.addEventListener(name, listener);
  for (const [name, value] of Object.entries(vars)) element.style.setProperty(`--${name}`, value);
  if (text !== undefined && text !== null) element.textContent = text;
  element.append(...present(children));
  return element;
}

/** A button that only acts. */
export function button(properties, ...children) {
  return h("button", { type: "button", ...properties }, ...children);
}

/** The children that are there, lists among them opened up. */
export function present(children) {
  return children.flat(3).filter((child) => child !== null && child !== undefined && child !== false);
}

/** Fills a container anew. Whatever had the focus in it gets it back, found by its `data-key`. */
export function fill(container, ...children) {
  const active = container.contains(document.activeElement) ? document.activeElement : null;
  const key = active?.closest("[data-key]")?.dataset.key;
  container.replaceChildren(...present(children));
  if (key) find(container, key)?.focus({ preventScroll: true });
}

/** The element of a key. */
export function find(container, key) {
  return container.querySelector(`[data-key="${CSS.escape(key)}"]`);
}

const signatures = new WeakMap();

/** Fills a container only when what it shows has changed; `shown` is anything that JSON can hold. */
export function fillIfChanged(container, shown, build) {
  const signature = JSON.stringify(shown);
  if (signatures.get(container) === signature) return;
  signatures.set(container, signature);
  fill(container, build());
}

/** Element by id. */
export const byId = (id) => document.getElementById(id);

/** Tells something for a moment, and screen readers at once. */
export function toast(words, kind = "error") {
  const item = h("div", { class: `toast ${kind}`, text: words });
  byId("toasts").append(item);
  setTimeout(() => item.remove(), 4000 + words.length * 50);
}
