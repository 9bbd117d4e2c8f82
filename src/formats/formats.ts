import { dotenvFormats } from './dotenv.ts'
import type { Format } from './format.ts'
import { json } from './json.ts'
import { properties } from './properties.ts'
import { yaml } from './yaml.ts'

/** Every format by the name that the input `files` uses. */
export const formats: ReadonlyMap<string, Format> = new Map([...dotenvFormats, ['json', json], ['yaml', yaml], ['properties', properties]])
