/** What a stage may change in its step and its job, by a workflow command or a file. Each throws where the runner refuses the name. */
export interface StageEffects {
  addPath(directory: string): void
  setVariable(name: string, value: string): void
  saveState(name: string, value: string): void
  setOutput(name: string, value: string): void
}

/** Throws what the runner's ArgUtil.NotNullOrEmpty throws for an empty name. */
export function requireName(name: string): void {
  if (name === '') throw new Error("Value cannot be null. (Parameter 'name')")
}
