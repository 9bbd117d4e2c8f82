import { isObject, own, type JsonObject } from '../core/json.ts'

/** Returns a text in a response of GitHub; '' if it is missing. */
export function textOf(reply: JsonObject, key: string): string {
  const value = own(reply, key)
  return typeof value === 'string' ? value : ''
}

/** Returns the members of an object in a response that are texts; none if the object is missing. */
export function textsOf(reply: JsonObject, key: string): Readonly<Record<string, string>> {
  const value = own(reply, key)
  const members = isObject(value) ? Object.entries(value) : []
  return Object.fromEntries(members.filter((member): member is [string, string] => typeof member[1] === 'string'))
}
