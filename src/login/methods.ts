import { jwt } from './jwt.ts'
import type { LoginMethod } from './method.ts'

/** Every way to log in. A new one is a file beside this and a line here. */
export const methods: readonly LoginMethod[] = [jwt]
