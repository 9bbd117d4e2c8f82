import { join } from 'node:path'
import { finished, type Keeper } from './keeper.ts'

/** Path of the Python of an environment, in its folder. Scripts of an environment break when it is moved, its python does not. */
export const pythonIn = (folder: string): string => join(folder, 'venv/bin/python')

/** Creates a Python environment with these packages in a folder. Throws if a download fails. */
export const createPythonEnvironment = async (folder: string, packages: readonly string[], keeper: Keeper): Promise<void> => {
  await finished(keeper.run({ name: 'venv', command: 'python3', args: ['-m', 'venv', join(folder, 'venv')], env: process.env }))
  const install = ['-m', 'pip', 'install', '--quiet', '--no-input', '--disable-pip-version-check', '--only-binary=:all:', ...packages]
  await finished(keeper.run({ name: 'pip', command: pythonIn(folder), args: install, env: process.env }))
}
