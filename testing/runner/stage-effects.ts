/** The changes that a stage can make to its step and job with workflow commands or command files. Throws if the runner refuses the name. */
export interface StageEffects {
  addPath(directory: string): void
  setVariable(name: string, value: string): void
  saveState(name: string, value: string): void
  setOutput(name: string, value: string): void
}

/** Throws the error of the runner's ArgUtil.NotNullOrEmpty if the name is empty. */
export function requireName(name: string): void {
  if (name === '') throw new Error("Value cannot be null. (Parameter 'name')")
}
