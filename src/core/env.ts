/** The environment variables of a step. */
export type Env = Readonly<Record<string, string | undefined>>
