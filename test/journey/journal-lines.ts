export interface JournalLine {
  functionName: string
  line: string
}

/** More would bury the one that tells. */
const mostLines = 60

const failure = /"event":"[^"]*(failed|not-taken|returned|dropped|refused|waits|held)"/

/**
 * What a run's functions wrote that can tell why a request did not come further: what names it or its SMS, what
 * failed, and what crashed. The journal holds no secret.
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
