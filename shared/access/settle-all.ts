/** Like `Promise.all`, but rejects only after every call has settled. */
export async function settleAll<const Calls extends readonly unknown[]>(calls: Calls) {
  await Promise.allSettled(calls)
  return Promise.all(calls)
}
