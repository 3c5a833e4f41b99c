import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { mockClient } from 'aws-sdk-client-mock'
import { describe, expect, it } from 'vitest'
import { attemptCounter } from '../../shared/domain/account/attempts.ts'
import { pairLimit } from '../../shared/domain/account/sign-in-limits.ts'
import { closedBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import { printingClaim } from '../../shared/domain/staff/printed-notice.ts'
import { aSituation } from '../builders/situations.ts'
import { aLease, aReissue, aVoter, keys, now, voterId } from '../builders/values.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'
import { dynamoTables } from './dynamo-tables.ts'

const database = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'eu-west-3' }))
mockClient(database).rejects(new Error('no answer'))
const tables = dynamoTables(database, {
  voters: 'Voters',
  sessions: 'Sessions',
  captchas: 'Captchas',
  phones: 'Phones',
  reissues: 'Reissues',
  attempts: 'Attempts',
  passwordLinks: 'PasswordLinks',
  smsDays: 'SmsDays',
  rollOperations: 'RollOperations',
  mailTurns: 'MailTurns',
  interventions: 'Interventions',
  calendar: 'Calendar',
})

const claim = { voterId, epoch: 0, tokenHash: 'hash of the token' }
const session = { ...claim, kind: 'space', expiresAt: now, endsAt: now } as const
const captcha = { captchaId: 'captcha-1', voterId, codeHash: 'hash', expiresAt: now }
const counter = { ...attemptCounter(keys, pairLimit, [voterId], now), limit: pairLimit }
const request = aSituation('admission').claim
const reissue = aReissue()
const day = { day: '2026-11-25', endsAt: now }
const block = { earliest: now, latest: now, milliseconds: 1 }
const link = { voterId, requestedAt: now, issuedAt: [now], mailed: false, version: 1 }
const {
  voters,
  rehearsalVoters,
  sessions,
  signIns,
  captchas,
  attempts,
  reissueRequests,
  reissues,
  sendings,
} = tables
const {
  smsReceipts,
  cancellations,
  withdrawals,
  smsCeilings,
  phoneReleases,
  smsBreakers,
  smsDays,
  handoverDays,
  smsSlots,
  linkDays,
  failedMails,
  domainFailures,
  smsRate,
  mailRate,
  reissueMails,
} = tables
const {
  reissuesOfVoter,
  arrivals,
  passwordLinks,
  passwords,
  bothFactorsLostNews,
  overdueReissues,
  takenPhones,
  voterGrants,
  printedNotices,
} = tables

/** Every method of every port: one that is missing here does not compile. */
const calls: { [Port in keyof Tables]: Record<keyof Tables[Port], () => Promise<unknown>> } = {
  voters: {
    find: () => voters.find(voterId),
    findAddressee: () => voters.findAddressee(voterId),
    enrol: () => voters.enrol(aVoter()),
    endSessions: () => voters.endSessions(aVoter()),
  },
  rehearsalVoters: {
    find: () => rehearsalVoters.find(voterId),
    findAddressee: () => rehearsalVoters.findAddressee(voterId),
    enrol: () => rehearsalVoters.enrol(aVoter()),
    endSessions: () => rehearsalVoters.endSessions(aVoter()),
  },
  sessions: {
    open: () => sessions.open(session),
    findSpace: () => sessions.findSpace(claim),
    findBooth: () => sessions.findBooth(claim),
    findInUse: () => sessions.findInUse(claim, now),
    prolong: () => sessions.prolong(claim, now),
    ofVoter: () => sessions.ofVoter(voterId),
    close: () => sessions.close(claim),
  },
  captchas: {
    keep: () => captchas.keep(captcha),
    answer: () => captchas.answer({ ...captcha, owner: voterId }, now),
  },
  attempts: {
    find: () => attempts.find(counter),
    charge: () => attempts.charge(counter, now),
    refund: () => attempts.refund(counter),
    forget: () => attempts.forget(counter, now),
  },
  signIns: {
    open: () => signIns.open(session, { clears: [], refunds: [counter], charges: [] }, now),
  },
  reissueRequests: {
    admit: () => reissueRequests.admit(request),
    accept: () => reissueRequests.accept(request),
    undo: () => reissueRequests.undo(request),
  },
  reissues: { find: () => reissues.find('reissue-1') },
  reissuesOfVoter: { idsOf: () => reissuesOfVoter.idsOf(voterId) },
  arrivals: {
    recordUse: () => arrivals.recordUse('reissue-1', now),
    recordMissing: () => arrivals.recordMissing('reissue-1', now),
  },
  sendings: {
    start: () => sendings.start('reissue-1', aLease(now, now)),
    complete: () => sendings.complete(reissue, { identifierHash: '', messageId: '', at: now }),
    fail: () => sendings.fail(reissue, 'opted-out', now),
    hold: () => sendings.hold(reissue, { heldOn: day.day, now, until: now, expectedAt: now }),
  },
  smsReceipts: {
    findReissue: () => smsReceipts.findReissue('sms-1'),
    recordDelivery: () => smsReceipts.recordDelivery('reissue-1', now),
    recordFailure: () =>
      smsReceipts.recordFailure(reissue, {
        failure: 'blocked',
        neverLeft: false,
        at: now,
        now: now,
      }),
  },
  cancellations: {
    cancel: () => cancellations.cancel(reissue, now),
    disown: () => cancellations.disown(reissue, 'reissue-1', now),
  },
  withdrawals: { withdraw: () => withdrawals.withdraw(reissue, now) },
  smsCeilings: {
    grantToVoter: () => smsCeilings.grantToVoter(voterId),
    grantToPhone: () => smsCeilings.grantToPhone('phone'),
  },
  phoneReleases: { free: () => phoneReleases.free('phone', now) },
  smsBreakers: {
    find: () => smsBreakers.find(),
    replace: () => smsBreakers.replace(closedBreaker, closedBreaker),
  },
  smsDays: {
    count: () => smsDays.count(day, 1),
    uncount: () => smsDays.uncount(day),
    countAtLeast: () => smsDays.countAtLeast(day, 1),
    countHeld: () => smsDays.countHeld(day),
    uncountHeld: () => smsDays.uncountHeld(day),
    find: () => smsDays.find(day),
  },
  handoverDays: {
    count: () => handoverDays.count(day, { territory: 'FR', seconds: 1 }),
    countReceipt: () => handoverDays.countReceipt(day, { territory: 'FR', failed: true }),
    find: () => handoverDays.find(day),
    recordLate: () => handoverDays.recordLate({ at: now, count: 0 }),
    findLate: () => handoverDays.findLate(),
  },
  smsSlots: {
    reserve: () => smsSlots.reserve(day, now, 1),
    release: () => smsSlots.release(day, 1),
    find: () => smsSlots.find(),
    correct: () => smsSlots.correct(day, { freeAt: now, more: 1 }),
  },
  linkDays: {
    find: () => linkDays.find(day),
    count: () => linkDays.count(day, { all: 1, codes: 0, repeats: 1 }),
  },
  failedMails: {
    record: () =>
      failedMails.record(voterId, { addressId: voterId, why: 'slow', at: now, mailedAt: now }),
    clear: () => failedMails.clear(voterId, { addressId: voterId }, now),
  },
  domainFailures: {
    count: () => domainFailures.count(now, 'academie.example'),
    find: () => domainFailures.find(now),
  },
  smsRate: { reserve: () => smsRate.reserve(block, 'earliest') },
  mailRate: { reserve: () => mailRate.reserve(block, 'behind') },
  reissueMails: {
    settle: () => reissueMails.settle(reissue),
    postpone: () => reissueMails.postpone('reissue-1', now),
    noteTold: () => reissueMails.noteTold('reissue-1', 0, 1),
    tellAgain: () => reissueMails.tellAgain(reissue, now),
    unconfirm: () => reissueMails.unconfirm(reissue, { at: now, expectedAt: now }),
  },
  passwordLinks: {
    find: () => passwordLinks.find(voterId),
    replace: () => passwordLinks.replace(undefined, link),
    settle: () => passwordLinks.settle(link),
  },
  passwords: {
    set: () => passwords.set({ ...claim, passwordHash: '', renews: true, at: now }),
  },
  bothFactorsLostNews: {
    markTold: () => bothFactorsLostNews.markTold(voterId, now),
    unmarkTold: () => bothFactorsLostNews.unmarkTold(voterId, now),
  },
  overdueReissues: {
    overdue: () => overdueReissues.overdue('sms', now)[Symbol.asyncIterator]().next(),
    postpone: () => overdueReissues.postpone('reissue-1', 'sms', now),
    countUnsent: () => overdueReissues.countUnsent(),
    countLate: () => overdueReissues.countLate(now),
  },
  takenPhones: {
    note: () => takenPhones.note(voterId, { phoneHash: '', maskedPhone: '', at: now }),
    forget: () => takenPhones.forget(voterId, { phoneHash: '' }),
  },
  voterGrants: {
    liftWait: () => voterGrants.liftWait(voterId, now),
    liftBothLost: () => voterGrants.liftBothLost({ voterId, repairedAt: now }),
  },
  printedNotices: {
    print: () =>
      printedNotices.print(
        aVoter(),
        aVoter(),
        printingClaim(aVoter(), aSituation('admission').claim, now),
      ),
  },
}

// So nobody goes on as if a write had been made, nor before it was: an `await` that is missing shows here.
describe('an engine that does not answer', () => {
  const methods = Object.entries(calls).flatMap(([port, methods]) =>
    Object.entries(methods).map(([method, call]) => [`${port}.${method}`, call] as const),
  )

  it.each(methods)('makes %s reject', async (_, call) => {
    await expect(call()).rejects.toThrow('no answer')
  })
})
