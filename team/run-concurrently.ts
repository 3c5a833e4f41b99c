/** After a failure, waits for the running tasks, then throws. */
export async function runConcurrently<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  concurrency: number,
  task: (item: Item) => Promise<void>,
): Promise<void> {
  const runningTasks = new Set<Promise<void>>()
  let failure: { error: unknown } | undefined
  try {
    for await (const item of items) {
      const runningTask = task(item)
        .catch((error: unknown) => {
          failure ??= { error }
        })
        .finally(() => runningTasks.delete(runningTask))
      runningTasks.add(runningTask)
      if (runningTasks.size >= concurrency) await Promise.race(runningTasks)
      if (failure) break
    }
  } finally {
    await Promise.all(runningTasks)
  }
  if (failure) throw failure.error
}
