import type { Problem } from './convert.ts'
import { element } from './elements.ts'

/** The field for the pasted text, with line numbers beside it. */
export interface Editor {
  readonly text: () => string
  readonly replace: (text: string) => void
  /** Marks the lines of problems. */
  readonly mark: (problems: readonly Problem[]) => void
  /** Moves the focus to a line, from 1, and selects it. */
  readonly goTo: (line: number) => void
}

/** Creates the editor from its elements. */
export function createEditor(field: HTMLTextAreaElement, gutter: HTMLElement): Editor {
  const follow = () => {
    gutter.scrollTop = field.scrollTop
  }
  field.addEventListener('scroll', follow)
  return {
    text: () => field.value,
    replace(text) {
      field.value = text
      field.scrollTop = 0
    },
    mark(problems) {
      const levels = new Map<Problem['at'], Problem['level']>()
      // errors are the first
      for (const { at, level } of problems) if (!levels.has(at)) levels.set(at, level)
      const numbers = field.value.split('\n').map((_, index) => {
        const level = levels.get(index + 1)
        return element('div', String(index + 1), level === undefined ? {} : { 'data-level': level })
      })
      gutter.replaceChildren(...numbers)
      follow()
      field.setAttribute('aria-invalid', String(problems.some(({ at, level }) => level === 'error' && typeof at !== 'string')))
    },
    goTo(line) {
      const lines = field.value.split('\n')
      const start = lines.slice(0, line - 1).reduce((length, { length: next }) => length + next + 1, 0)
      field.focus()
      field.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
      field.scrollTop = (field.scrollHeight / lines.length) * Math.max(line - 4, 0)
    },
  }
}
