/** As `Promise.all`, but a failure waits for the other calls: whoever handles it finds none of them under way. */
export async function allAnswered<const Calls extends readonly unknown[]>(calls: Calls) {
  const answers = await Promise.allSettled(calls)
  const failed = answers.find((answer) => answer.status === 'rejected')
  if (failed) throw failed.reason
  return Promise.all(calls)
}
