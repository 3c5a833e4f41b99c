/** As `Promise.all`, but a failure waits for the other calls, so its handler finds none of them under way. */
export async function allAnswered<const Calls extends readonly unknown[]>(calls: Calls) {
  await Promise.allSettled(calls)
  return Promise.all(calls)
}
