/** Runs tasks concurrently, without collecting the items first. Starts no further task after a failure. */
export async function runSideBySide<Item>(
  items: AsyncIterable<Item> | Iterable<Item>,
  concurrency: number,
  task: (item: Item) => Promise<void>,
): Promise<void> {
  const underWay = new Set<Promise<void>>()
  let failure: { error: unknown } | undefined
  try {
    for await (const item of items) {
      const running = task(item)
        .catch((error: unknown) => {
          failure ??= { error }
        })
        .finally(() => underWay.delete(running))
      underWay.add(running)
      if (underWay.size >= concurrency) await Promise.race(underWay)
      if (failure) break
    }
  } finally {
    await Promise.all(underWay)
  }
  if (failure) throw failure.error
}
