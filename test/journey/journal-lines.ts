export interface JournalLine {
  functionName: string
  line: string
}

const mostLines = 60

const failure = /"event":"[^"]*(failed|not-taken|returned|dropped|refused|waits|held)"/

/** Returns lines that name a request or its SMS, and all failures. They hold no secret. */
export function linesAbout(written: readonly JournalLine[], reissueId: string): string {
  const messageIds = written.flatMap(({ line }) => {
    const [, messageId] = /"messageId":"([^"]+)"/.exec(line) ?? []
    return messageId && line.includes(reissueId) ? [messageId] : []
  })
  const telling = written.filter(
    ({ line }) =>
      [reissueId, ...messageIds].some((id) => line.includes(id)) ||
      failure.test(line) ||
      !line.startsWith('{'),
  )
  return telling
    .slice(-mostLines)
    .map(({ functionName, line }) => `${functionName}: ${line}`)
    .join('\n')
}
