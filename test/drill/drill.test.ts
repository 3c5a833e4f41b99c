import { describe, expect, it } from 'vitest'
import { checkInvariants } from '../histories/invariants.ts'
import {
  type ApiClient,
  eventually,
  type LocalRun,
  runLocally,
  securityCode,
  signIn,
} from '../journey/local-run.ts'
import { sized } from '../size.ts'
import { startCarrierReceipts } from './carrier-receipts.ts'
import { type Asker, askersOf, evidenceOf, nothingIsDue } from './evidence.ts'
import { fastForward } from './fast-forward.ts'
import { startFaults } from './faults.ts'

// What no test of a part shows: the real bundles, killed in the middle, on queues and engines that fail.

/** `DRILL_VOTERS=500 npm run drill` has more of them ask, `DRILL_SEED` draws other faults. */
const voters = Number(process.env.DRILL_VOTERS ?? '') || sized(10, 60)
const seed = Number(process.env.DRILL_SEED ?? '') || 1

/** Those who fill in the form at once. */
const width = 20

describe('the whole service, all of which fails now and then', () => {
  it(`loses no request of ${voters} and swaps each identifier for the one that was sent`, async () => {
    const faults = startFaults(seed)
    const run = await runLocally({
      electionChanges: { smsDelaySeconds: 1, ...(voters > 60 && { smsPerSecond: 50 }) },
      extraVoters: voters,
      proxyEndpoint: faults.proxyEndpoint,
    })
    try {
      const askers = await sideBySide(askersOf(run, voters), async (asker) => ({
        ...asker,
        client: await signIn(run, asker.voter),
      }))
      const receipts = startCarrierReceipts(run, seed)
      faults.begin(run)
      const accepted = await sideBySide(askers, async ({ client, ...asker }) => {
        const reissueId = await askUntilAccepted(client, asker)
        faults.accepted(reissueId)
        return reissueId
      })
      const reached = () => new Set(run.handset.texts.map(({ phone }) => phone)).size
      await settled(run, 'most have their SMS', () => reached() >= 0.8 * voters)
      await faults.end()
      let handedOver: ReadonlySet<string> = new Set()
      await settled(run, 'nothing is due', async () => {
        handedOver = new Set(receipts.handedOver)
        return receipts.planned() === 0 && (await nothingIsDue(run))
      })

      const found = await evidenceOf(run, askers)
      expect(found.reissues.map(({ reissueId }) => reissueId)).toEqual(
        expect.arrayContaining(accepted),
      )
      await checkInvariants(found)
      expect(found.textsOfNoRequest).toEqual([])
      expect(found.unreadableDeadLetters).toEqual([])
      expect(found.sentWithoutMail).toEqual([])
      // No receipt that was handed over changed nothing.
      const silent = found.reissues.filter(({ state }) => state === 'sent')
      expect(silent.filter(({ messageId = '' }) => handedOver.has(messageId))).toEqual([])
      expectAllKinds(faults.counts)
    } finally {
      await faults.end()
      await run.stop()
      await faults.close()
    }
  }, 900_000)
})

async function sideBySide<Item, Result>(
  items: readonly Item[],
  one: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  const waiting = items.values()
  async function inTurn(): Promise<void> {
    for (const item of waiting) results.push(await one(item))
  }
  await Promise.all(Array.from({ length: width }, inTurn))
  return results
}

/** As the page lets its voter: after a failure it first looks whether the request is there. */
function askUntilAccepted(client: ApiClient, { voter, phone }: Asker): Promise<string> {
  // What the gateway says of a function that was killed stands in no document.
  const send = (method: string, path: string, json?: object) =>
    client.send(method, path, { json }).catch(() => undefined)
  const { numen, birthDate } = voter
  return eventually(
    `${voter.email} is accepted`,
    async () => {
      const captcha = await send('POST', '/api/captchas')
      if (captcha?.status !== 201) return undefined
      const json = { phone, numen, birthDate, captcha: { id: captcha.body.id, code: securityCode } }
      const answer = await send('POST', '/api/reissues', json)
      if (answer?.status === 202) return answer.body.id
      if (answer?.body?.reissue) return answer.body.reissue.id
      // A lost answer may have used the security code up, and the sixth try waits for a minute.
      const mayAskAgain = ['captcha-failed', 'too-many-attempts'].includes(answer?.body?.code)
      if (answer && answer.status < 500 && !mayAskAgain) {
        throw new Error(`${answer.status}: ${answer.text}`)
      }
      const space = await send('GET', '/api/voter')
      return space?.status === 200 ? space.body.reissue.latest?.id : undefined
    },
    { everyMilliseconds: 400, withinMilliseconds: 400_000 },
  )
}

function settled(
  run: LocalRun,
  what: string,
  isSettled: () => Promise<boolean> | boolean,
): Promise<boolean> {
  const look = async () => {
    if (await isSettled()) return true
    await fastForward(run)
    return undefined
  }
  return eventually(what, look, { everyMilliseconds: 2000, withinMilliseconds: 400_000 })
}

function expectAllKinds(counts: ReadonlyMap<string, number>): void {
  const kinds = [...counts.keys()].join('\n')
  for (const kind of [
    // Which of its two ways SNS refuses is drawn for each SMS, and 20 voters are few.
    /^sns: (Throttled|InternalError)$/m,
    'calls failed',
    'answers lost',
    'dynamodb: TransactionConflictException',
    'dynamodb: TransactionCanceledException',
    'killed: send-identifier',
  ]) {
    expect(kinds).toMatch(kind)
  }
}
