import type { Election } from '../../shared/domain/election/election.ts'
import { type Clock, secondsLater } from '../../shared/domain/instants.ts'
import { endOf, readLine } from '../../shared/domain/ledger/chain.ts'
import { toIntervention } from '../../shared/domain/ledger/entry.ts'
import { type HeadMailing, readHeadMailing } from '../../shared/domain/ledger/head-mailing.ts'
import { isRoutineKind } from '../../shared/domain/ledger/intervention.ts'
import {
  bytesToSign,
  fingerprintOf,
  headBlock,
  type LedgerSigner,
} from '../../shared/domain/ledger/ledger-head.ts'
import type { NumberedTexts } from '../../shared/domain/ledger/numbered-texts.ts'
import type { ReportedIntervention } from '../../shared/domain/ledger/reported-intervention.ts'
import {
  addToSummary,
  emptySummary,
  readStoredHead,
  type StoredHead,
  storedHeadText,
} from '../../shared/domain/ledger/stored-head.ts'
import { type Mailer, MailNotAccepted } from '../../shared/domain/mail/mail.ts'
import type { TakeToken } from '../../shared/domain/rate-limiter.ts'
import type { Journal } from '../../shared/runtime/journal.ts'
import { headMail } from '../../shared/texts/ledger/head-mail.ts'

interface Dependencies {
  ledger: string
  segments: Pick<NumberedTexts, 'lastNumber' | 'read'>
  heads: NumberedTexts
  mailings: NumberedTexts
  signer: LedgerSigner
  mailer: Mailer
  isRefusal(error: unknown): boolean
  takeToken: TakeToken
  election: Election
  clock: Clock
  journal: Journal
}

export async function signLedgerHead(dependencies: Dependencies): Promise<void> {
  const { heads } = dependencies
  const headCount = await heads.lastNumber()
  const lastHead = headCount > 0 ? readStoredHead(await heads.read(headCount)) : undefined
  await mailHead(dependencies, await signNewHead(dependencies, headCount, lastHead))
}

const maxTextsPerRun = 500

const batchSize = 10

async function* readAll(texts: Pick<NumberedTexts, 'read'>, first: number, last: number) {
  for (let start = first; start <= last; start += batchSize) {
    const length = Math.min(batchSize, last - start + 1)
    yield* await Promise.all(Array.from({ length }, (_, index) => texts.read(start + index)))
  }
}

async function signNewHead(
  { ledger, segments, heads, signer, clock, journal }: Dependencies,
  headCount: number,
  lastHead: StoredHead | undefined,
): Promise<number> {
  const signedSegment = lastHead?.head.segment ?? 0
  const lastSegment = await segments.lastNumber()
  if (lastSegment === signedSegment) return headCount
  const segment = Math.min(lastSegment, signedSegment + maxTextsPerRun)
  let lines = ''
  const interventions: ReportedIntervention[] = []
  for await (lines of readAll(segments, signedSegment + 1, segment)) {
    interventions.push(...interventionsIn(lines))
  }
  const head = { ledger, segment, ...endOf(lines), at: clock() }
  const signature = await signer.sign(bytesToSign(head))
  const signedBlock = headBlock(head, signature)
  const summary = addToSummary(lastHead?.soFar ?? emptySummary, interventions)
  const headText = storedHeadText({ text: signedBlock, interventions, soFar: summary })
  await heads.put(headCount + 1, headText)
  journal({ event: 'ledger-head.signed', number: head.number, interventions: interventions.length })
  return headCount + 1
}

function interventionsIn(lines: string): ReportedIntervention[] {
  return lines.split('\n').flatMap((line) => {
    const entry = readLine(line)?.entry
    return (entry && toIntervention(entry)) ?? []
  })
}

async function mailHead(dependencies: Dependencies, headCount: number): Promise<void> {
  const { heads, mailings, signer, election, clock, journal } = dependencies
  const { recipients, headEveryMinutes } = election.ledger
  if (recipients.length === 0) return
  const mailingCount = await mailings.lastNumber()
  const lastMailing =
    mailingCount > 0 ? readHeadMailing(await mailings.read(mailingCount)) : undefined
  const firstUnmailedHead = (lastMailing?.head ?? 0) + 1
  const firstReadHead = Math.max(firstUnmailedHead, headCount - maxTextsPerRun + 1)
  const texts = await Array.fromAsync(readAll(heads, firstReadHead, headCount))
  const newestText = texts.at(-1)
  if (!newestText) return
  const interventions = texts.flatMap((text) => readStoredHead(text).interventions)
  const nextMailAt = lastMailing ? secondsLater(lastMailing.at, headEveryMinutes * 60) : new Date(0)
  const isUrgent = interventions.some(({ kind }) => !isRoutineKind(kind))
  if (!isUrgent && clock() < nextMailAt) return
  const { head, text: signedText } = readStoredHead(newestText)
  const fingerprint = fingerprintOf(await signer.publicKey())
  const isTruncated = firstReadHead > firstUnmailedHead
  const mail = headMail(election, { head, signedText, fingerprint, interventions, isTruncated })
  const refusedCount = await mailAll(dependencies, recipients, mail)
  const mailing: HeadMailing = { head: headCount, at: clock() }
  await mailings.put(mailingCount + 1, JSON.stringify(mailing))
  const mails = recipients.length - refusedCount
  journal({ event: 'ledger-head.mailed', number: head.number, mails, refused: refusedCount })
}

async function mailAll(
  { mailer, takeToken, isRefusal }: Dependencies,
  recipients: readonly string[],
  mail: ReturnType<typeof headMail>,
): Promise<number> {
  let refusedCount = 0
  const failures: unknown[] = []
  for (const to of recipients) {
    if (!(await takeToken())) throw new MailNotAccepted('no-token')
    try {
      await mailer.send({ ...mail, to })
    } catch (error) {
      if (error instanceof MailNotAccepted) throw error
      if (isRefusal(error)) refusedCount++
      else failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return refusedCount
}
