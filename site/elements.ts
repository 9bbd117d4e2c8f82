/** Returns the element of the page with an id. Throws if index.html has none of this type. */
export function elementById<E extends HTMLElement>(id: string, type: new () => E): E {
  const found = document.getElementById(id)
  if (found instanceof type) return found
  throw new Error(`index.html has no ${type.name} with the id ${id}`)
}

/** Creates an element with a text or with children. A text never becomes markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  content: string | readonly Node[],
  attributes: Readonly<Record<string, string>> = {},
): HTMLElementTagNameMap[K] {
  const created = document.createElement(tag)
  created.append(...(typeof content === 'string' ? [content] : content))
  for (const [name, value] of Object.entries(attributes)) created.setAttribute(name, value)
  return created
}
