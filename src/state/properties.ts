import { own, type JsonObject } from '../core/json.ts'
import type { RevocableToken } from './revocable.ts'

/** Receives the name of an invalid property, but never its value, which can be a secret. */
export type OnInvalid = (property: string) => void

/** Checks a value of the saved state. */
export type Is<T> = (value: unknown) => value is T

/** Returns a function that reads a property of an object: its own value if it is valid, else the default. */
export function propertiesOf(object: JsonObject, prefix: string, onInvalid: OnInvalid) {
  return <T, D>(key: string, is: Is<T>, fallback: D): T | D => {
    const value: unknown = own(object, key)
    if (is(value)) return value
    onInvalid(`${prefix}${key}`)
    return fallback
  }
}

export const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'
export const isTrue = (value: unknown): value is true => value === true
// 1e999 is valid JSON, and parses to Infinity
export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
export const isCount = (value: unknown): value is number => isNumber(value) && value >= 0
export const isText = (value: unknown): value is string => typeof value === 'string' && value.isWellFormed()
export const isKind = (value: unknown): value is RevocableToken['kind'] => value === 'service' || value === 'batch' || value === 'supplied'
