import { levels, type Problem } from './convert.ts'
import { element } from './elements.ts'

/** The problems below the field, and their number as a text that screen readers announce. */
export interface ProblemList {
  readonly show: (problems: readonly Problem[], isEmpty: boolean) => void
}

/** The places of problems: their names, and the way to them. */
export interface Places {
  readonly nameOf: (at: NonNullable<Problem['at']>) => string
  readonly goTo: (at: NonNullable<Problem['at']>) => void
}

/** Milliseconds without a change after which the number of problems is announced: not at every key. */
const pause = 700

/** Creates the list from its elements. */
export function createProblemList(list: HTMLElement, status: HTMLElement, places: Places): ProblemList {
  let timer = 0
  return {
    show(problems, isEmpty) {
      list.replaceChildren(...problems.map((problem) => itemOf(problem, places)))
      window.clearTimeout(timer)
      timer = window.setTimeout(() => {
        status.textContent = isEmpty ? '' : summaryOf(problems, places)
      }, pause)
    },
  }
}

function itemOf({ level, at, text, action }: Problem, { nameOf, goTo }: Places): HTMLLIElement {
  const place = at === undefined ? undefined : element('button', nameOf(at), { type: 'button' })
  if (place && at !== undefined)
    place.addEventListener('click', () => {
      goTo(at)
    })
  const sentences = [element('span', level, { class: 'level' }), element('p', withCode(`${text}.`)), element('p', withCode(`${action}.`))]
  return element('li', place ? [place, ...sentences] : sentences, { 'data-level': level })
}

/** Returns a text whose parts between backticks are code. */
const withCode = (text: string): readonly Node[] =>
  text.split(/`([^`]+)`/).map((part, index) => (index % 2 === 1 ? element('code', part) : new Text(part)))

function summaryOf(problems: readonly Problem[], { nameOf }: Places): string {
  const counts = levels.flatMap((level) => {
    const count = problems.filter((problem) => problem.level === level).length
    return count === 0 ? [] : [`${count} ${level}${count === 1 ? '' : 's'}`]
  })
  if (counts.length === 0) return 'No problems.'
  const first = problems.find(({ at }) => at !== undefined)?.at
  return `${counts.join(', ')}${first === undefined ? '' : `, the first in ${nameOf(first).replace(/^L/, 'l')}`}.`
}
