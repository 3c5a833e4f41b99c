export interface JournalLine {
  functionName: string
  line: string
}

const mostLines = 60

const failure = /"event":"[^"]*(failed|not-taken|returned|dropped|refused|waits|held)"/

/**
 * The lines that may tell why a request got no further: those that name it or its SMS, failures and crashes. They hold
 * no secret.
 */
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
