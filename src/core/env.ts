/** Environment of a step, read only here and where a run begins. */
export type Env = Readonly<Record<string, string | undefined>>
