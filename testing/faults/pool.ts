/** Runs tasks, at most `atOnce` in parallel, and returns their results in the order of the tasks. */
export async function inPool<T, R>(tasks: readonly T[], atOnce: number, task: (one: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  let next = 0
  const work = async (): Promise<void> => {
    for (let index = next++; index < tasks.length; index = next++) results[index] = await task(tasks[index] as T, index)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return results
}
