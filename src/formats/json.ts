import { jsonShown, type Format } from './format.ts'

/** One JSON object: names and values as strings, on a line each. JSON can contain every text. */
export const json: Format = {
  nameRefusal: () => undefined,
  valueRefusal: () => undefined,
  render: (values) => `${JSON.stringify(Object.fromEntries(values), null, 2)}\n`,
  shown: jsonShown,
}
