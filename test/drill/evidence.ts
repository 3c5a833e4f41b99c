import { paginateScan } from '@aws-sdk/lib-dynamodb'
import type { DemoVoter } from '../../local/demo.ts'
import { variable } from '../../local/run.ts'
import { receiptMessage, reissueMessage } from '../../shared/contract/queue-messages.ts'
import { isUnderWay, type Reissue } from '../../shared/domain/reissue/reissue.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import { hashPhone } from '../../shared/domain/sms/sealed-phone.ts'
import { type Identifier, readIdentifier } from '../../shared/domain/voter/identifier.ts'
import {
  deriveIdentifier,
  hashIdentifier,
} from '../../shared/domain/voter/identifier-derivation.ts'
import { type Voter, voterIdOf } from '../../shared/domain/voter/voter.ts'
import type { PhoneItem } from '../../shared/tables/phones.ts'
import { fromReissueItem, type ReissueItem } from '../../shared/tables/reissues.ts'
import type { Observed } from '../histories/invariants.ts'
import { identifierIn, type LocalRun } from '../journey/local-run.ts'
import { mails } from '../journey/mails.ts'

// Read past the functions, at the engines themselves.

/** A voter who asks once, with a phone that no other has. */
export interface Asker {
  voterId: string
  voter: DemoVoter
  phone: string
}

export function askersOf(run: LocalRun, count: number): Asker[] {
  return Array.from({ length: count }, () => {
    const voter = run.anotherVoter()
    return { voter, voterId: voterIdOf(run.keys, voter.email), phone: run.anotherPhone() }
  })
}

export async function readReissues(run: LocalRun): Promise<Reissue[]> {
  const items = await scan<ReissueItem>(run, 'REISSUES_TABLE')
  return items.map(fromReissueItem)
}

async function scan<Item>({ app, database }: LocalRun, table: string): Promise<Item[]> {
  const items: Item[] = []
  const input = { TableName: variable(app, table), ConsistentRead: true }
  for await (const page of paginateScan({ client: database }, input)) {
    items.push(...((page.Items ?? []) as Item[]))
  }
  return items
}

/** The queues of what a request still waits for. */
export function consumedQueues({ app }: LocalRun): string[] {
  const names = ['SMS_QUEUE_URL', 'MAIL_QUEUE_URL', 'NEWS_QUEUE_URL', 'RECEIPT_QUEUE_URL']
  const urls = names.map((name) => variable(app, name))
  return app.queues.filter(({ url }) => urls.includes(url)).map(({ name }) => name)
}

/** The bodies of all that queues hold, delayed or in flight included. */
async function bodiesIn({ engines }: LocalRun, queueNames: readonly string[]): Promise<string[]> {
  const held = queueNames.map(async (name) => {
    const response = await fetch(`${engines.sqsEndpoint}/_fauxqs/queues/${name}`)
    const { messages } = (await response.json()) as {
      messages: Record<'ready' | 'delayed', Held[]> & { inflight: { message: Held }[] }
    }
    const { ready, delayed, inflight } = messages
    return [...ready, ...delayed, ...inflight.map(({ message }) => message)]
  })
  return (await Promise.all(held)).flat().map(({ body }) => body)
}

interface Held {
  body: string
}

export async function nothingIsDue(run: LocalRun): Promise<boolean> {
  const reissues = await readReissues(run)
  const known = new Set(reissues.map(({ messageId }) => messageId))
  // A receipt of an SMS whose sender died before it noted which it was is nobody's.
  const isOurs = (body: string) => {
    const { messageId } = JSON.parse(body) as { messageId?: string }
    return messageId === undefined || known.has(messageId)
  }
  const isDue = ({ state, smsDueAt, mailDueAt }: Reissue) =>
    isUnderWay(state) || smsDueAt !== undefined || mailDueAt !== undefined
  return !reissues.some(isDue) && !(await bodiesIn(run, consumedQueues(run))).some(isOurs)
}

/** What the tables, the handset, the mailbox and the DLQs hold when all is over. */
export async function evidenceOf(run: LocalRun, askers: readonly Asker[]) {
  const { keys } = run
  const reissues = await readReissues(run)
  const items = await scan<Voter>(run, 'VOTERS_TABLE')
  const phones = await scan<PhoneItem>(run, 'PHONES_TABLE')
  const mailed = new Set((await mails(run)).flatMap(({ destination }) => destination.to))
  const identifierOf = ({ voterId, reissueId }: Reissue) =>
    deriveIdentifier(keys, voterId, reissueId)
  const texts = run.handset.texts.map(({ phone, body }) => {
    const identifier = readIdentifier(identifierIn(body))
    const owner = askers.find((asker) => asker.phone === phone)
    const of = reissues.find(
      (one) => one.voterId === owner?.voterId && identifierOf(one) === identifier,
    )
    return { reissueId: of?.reissueId ?? '' }
  })
  const consumed = new Set(run.app.consumers.map(({ queue }) => queue.name))
  const deadLetterQueues = run.app.queues
    .map(({ name }) => name)
    .filter((one) => !consumed.has(one))
  return {
    voters: askers,
    items: askers.map(({ voterId }) => items.find((one) => one.voterId === voterId) as Voter),
    reissues,
    texts,
    known: new Map(),
    phoneHashes: askers.map(({ phone }) => hashPhone(keys, phone as Phone)),
    phoneUses: async (hash) => ({
      reissueCount: 0,
      smsCount: 0,
      ...phones.find(({ phoneHash }) => phoneHash === hash),
    }),
    freedAt: new Map(),
    election: { limits: { smsPerVoter: 3, smsPerPhone: 3 } },
    hashOf(position, reissueId) {
      const { voterId, voter } = askers[position] as Asker
      const given = reissueId
        ? deriveIdentifier(keys, voterId, reissueId)
        : (readIdentifier(voter.identifier) as Identifier)
      return hashIdentifier(keys, voterId, given)
    },
    textsOfNoRequest: texts.filter(({ reissueId }) => reissueId === ''),
    // A request that failed before its mail left has nothing to confirm.
    sentWithoutMail: askers.filter(
      ({ voterId, voter }) =>
        reissues.some((one) => one.voterId === voterId && one.state !== 'failed') &&
        !mailed.has(voter.email),
    ),
    unreadableDeadLetters: (await bodiesIn(run, deadLetterQueues)).filter(
      (body) => !isReadable(body),
    ),
  } satisfies Observed & Record<string, unknown>
}

function isReadable(body: string): boolean {
  try {
    const message: unknown = JSON.parse(body)
    return [reissueMessage, receiptMessage].some((schema) => schema.safeParse(message).success)
  } catch {
    return false
  }
}
