import type { Result } from './convert.ts'
import { element } from './elements.ts'

/** The results, each with a button that copies it. */
export interface ResultList {
  /** @param hasErrors whether entries can be missing in the results */
  readonly show: (results: readonly Result[], hasErrors: boolean) => void
}

const empty = 'Nothing yet. The results appear here as you type.'
const incomplete = 'Incomplete until the errors are corrected.'

/** How long a button says that it has copied, in milliseconds. */
const copiedTime = 2_000

/**
 * Creates the list from its elements.
 * @param note says that there are no results, or that they are incomplete
 * @param announcement announces to screen readers which result was copied
 */
export function createResultList(list: HTMLElement, note: HTMLElement, announcement: HTMLElement): ResultList {
  let shown = new Map<string, Shown>()
  return {
    show(results, hasErrors) {
      // a section stays as long as its result is there, with its focus and its position
      shown = new Map(
        results.map((result) => {
          const key = `${result.title} ${result.file}`.trim()
          const section = shown.get(key) ?? createSection(result, key, announcement)
          if (section.code.textContent !== result.text) section.code.textContent = result.text
          return [key, section]
        }),
      )
      const sections = [...shown.values()].map(({ section }) => section)
      if (sections.length !== list.children.length || sections.some((section, index) => list.children[index] !== section))
        list.replaceChildren(...sections)
      note.textContent = results.length === 0 ? empty : hasErrors ? incomplete : ''
    },
  }
}

interface Shown {
  readonly section: HTMLElement
  readonly code: HTMLElement
}

function createSection({ title, file }: Result, name: string, announcement: HTMLElement): Shown {
  const code = element('code', '')
  const text = element('pre', [code], { tabindex: '0', role: 'region', 'aria-label': name })
  const word = element('span', 'Copy')
  const button = element('button', [word, element('span', ` ${name}`, { class: 'hidden' })], { type: 'button' })
  button.addEventListener('click', () => {
    void copy(text).then((isCopied) => {
      announcement.textContent = isCopied ? `Copied: ${name}` : `Selected: ${name}. Press Ctrl+C or ⌘C to copy it.`
      word.textContent = isCopied ? 'Copied' : 'Press Ctrl+C'
      window.setTimeout(() => {
        announcement.textContent = ''
        word.textContent = 'Copy'
      }, copiedTime)
    })
  })
  const heading = element('h3', file === '' ? title : [new Text(`${title} `), element('code', file)])
  return { section: element('section', [element('div', [heading, button], { class: 'above' }), text]), code }
}

/** Copies the text of an element. Selects it, and returns false, if the browser does not allow that. */
async function copy(text: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text.textContent)
    return true
  } catch {
    window.getSelection()?.selectAllChildren(text)
    return false
  }
}
