import { type Digests, sha256 } from '../../shared/domain/ledger/seal.ts'
import { verifyTexts as texts } from '../../shared/texts/ledger/seal-command.ts'
import { smokeTexts } from '../../shared/texts/preflight/smoke-command.ts'
import { unknown } from '../preflight/finding.ts'
import { inTurns } from '../roll/in-turns.ts'
import { addressOf, type BuiltSite } from '../smoke/look-at-site.ts'
import { NoAnswerError, type SiteClient } from '../smoke/site-client.ts'
import type { Reading, Unread } from './reading.ts'

const sideBySide = 6

/** The pages, and what they need, as they are made here: by the path that a browser asks for. */
export function digestsOfPages(built: BuiltSite): Digests {
  return Object.fromEntries(
    [...built].flatMap(([path, content]) => {
      const address = addressOf(path)
      return address === undefined ? [] : [[`page ${address}`, sha256(content)] as const]
    }),
  )
}

/** As CloudFront serves them. @param names of what is asked for, `page /vote/` */
export async function readPages(client: SiteClient, names: readonly string[]): Promise<Reading> {
  const digests: Record<string, string> = {}
  const unread: Unread[] = []
  try {
    await inTurns(names, sideBySide, async (name) => {
      const path = name.slice('page '.length)
      const { status, body } = await client.send('GET', path)
      if (status === 200) digests[name] = sha256(body)
      // An outage is no other page.
      if (status >= 500) unread.push({ of: name, finding: unknown(texts.siteFails(path, status)) })
    })
    return { digests, unread }
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error
    return {
      digests: {},
      unread: [{ of: 'page', finding: unknown(smokeTexts.noAnswer(error.message)) }],
    }
  }
}
