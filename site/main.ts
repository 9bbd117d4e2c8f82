import { convert } from './convert.ts'
import { createEditor } from './editor.ts'
import { elementById } from './elements.ts'
import { example } from './example.ts'
import { createFields } from './fields.ts'
import { kindOf } from './kind.ts'
import { createProblemList } from './problem-list.ts'
import { createResultList } from './result-list.ts'

const field = elementById('pasted', HTMLTextAreaElement)
const editor = createEditor(field, elementById('gutter', HTMLDivElement))
const fields = createFields(update)
const problemList = createProblemList(elementById('problems', HTMLUListElement), elementById('status', HTMLParagraphElement), {
  nameOf: (at) => (typeof at === 'number' ? `Line ${at}` : fields.labelOf(at)),
  goTo(at) {
    if (typeof at === 'number') editor.goTo(at)
    else fields.goTo(at)
  },
})
const resultList = createResultList(
  elementById('results', HTMLDivElement),
  elementById('note', HTMLParagraphElement),
  elementById('copied', HTMLParagraphElement),
)

function update(): void {
  const pasted = editor.text()
  const { results, problems } = convert(pasted, fields.facts())
  editor.mark(problems)
  fields.update(kindOf(pasted), problems)
  problemList.show(problems, pasted.trim() === '')
  resultList.show(
    results,
    problems.some(({ level }) => level === 'error'),
  )
}

field.addEventListener('input', update)
elementById('example', HTMLButtonElement).addEventListener('click', () => {
  editor.replace(example)
  field.focus()
  update()
})
// the browser can restore the text that a field contained before the page was loaded again
update()
