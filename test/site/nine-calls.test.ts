import type { Page } from 'playwright-core'
import { describe, expect } from 'vitest'
import { showFile } from '../../functions/assist-voter/show-file.ts'
import type { FileView } from '../../shared/contract/files.ts'
import type { Approval } from '../../shared/domain/approval.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { closedBreaker } from '../../shared/domain/sms/sms-breaker.ts'
import { accountState } from '../../shared/domain/staff/staff-approval.ts'
import { staffTokenHash } from '../../shared/domain/staff/staff-session.ts'
import type { FileOpeningKind } from '../../shared/domain/staff-action.ts'
import { typesetFrench } from '../../shared/texts/french-typography.ts'
import { type ActionChoice, actionTexts } from '../../shared/texts/staff/file-actions.ts'
import { aRequest, newRequest } from '../builders/approvals.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { acceptReissue, confirm, sendTo } from '../builders/journey-steps.ts'
import { pauseOf, teamChange } from '../builders/team-change.ts'
import { clocksAt, now as signedInAt } from '../builders/values.ts'
import { aVoterWorld } from '../builders/voter-world.ts'
import { aPhone, election } from '../builders/voters.ts'
import { inMemoryStaffFiles } from '../fakes/in-memory-staff-files.ts'
import type { InMemoryTables } from '../fakes/in-memory-tables.ts'
import type { PageState } from '../screenshots/page-state.ts'
import { staffStates } from '../screenshots/staff-states.ts'
import { sized } from '../size.ts'
import { wordCount } from './built-site.ts'
import { type Open, test } from './open-page.ts'

// The callers of docs/staff.md, after the roll is sealed, so that every action is offered.

const now = secondsLater(signedInAt, 20 * 60)
const dates = { ...election.dates, voteOpensAt: secondsLater(now, -86_400) }
const before = (minutes: number) => secondsLater(now, -60 * minutes)
const mostWords = 150
const repairs: readonly ActionChoice[] = ['repair-identity', 'repair-email']
const reason = 'identité vérifiée au guichet'

const { tables, voter } = await forEachTest(aVoterWorld)

const alter = (changes: Parameters<InMemoryTables['alter']['voter']>[1]) =>
  tables.alter.voter(voter.voterId, changes)

async function sent(minutes: number): Promise<void> {
  const phone = aPhone()
  const reissue = await acceptReissue(tables, voter, { phone, at: before(minutes) })
  await confirm(tables, reissue)
  await sendTo(tables, reissue, phone, { at: before(minutes - 3) })
}

const waiting = async () => confirm(tables, await acceptReissue(tables, voter, { at: before(1) }))

async function pause(): Promise<void> {
  const paused = teamChange(closedBreaker, pauseOf('FR'), before(60))
  await tables.smsBreakers.replace(closedBreaker, paused)
}

interface Call {
  arrange: () => unknown
  choice?: ActionChoice
  opening?: FileOpeningKind
  isSuspended?: boolean
}

const calls: Record<string, Call> = {
  'lost password and identifier': {
    arrange: () => alter({ passwordSetAt: before(60), passwordRenewedAt: before(60) }),
    choice: 'lift-both-lost',
  },
  'has a phone that is off': {
    async arrange() {
      await sent(15)
      alter({ smsCount: election.limits.smsPerVoter })
    },
    choice: 'grant-sms',
  },
  'gave a wrong number, and no SMS left yet': { arrange: () => waiting(), choice: 'stop-request' },
  'has a number that is refused': {
    arrange: () =>
      alter({ takenPhone: { phoneHash: 'a phone', maskedPhone: '•• 78', at: before(5) } }),
    choice: 'free-phone',
  },
  'is refused the right NUMEN': { arrange: () => undefined, choice: 'repair-identity' },
  'gets no e-mail': {
    arrange: () =>
      alter({
        mailFailure: {
          ...{ addressId: voter.voterId, why: 'unknown-address' },
          ...{ at: before(60), final: true },
        },
      }),
    choice: 'repair-email',
    opening: 'file-opened-by-identity',
  },
  'has asked three times': {
    async arrange() {
      for (const minutes of [19, 14, 9]) await sent(minutes)
    },
  },
  'has no mobile': { arrange: () => undefined, choice: 'print-notice' },
  'reads that the vote is suspended': { arrange: () => waiting(), isSuspended: true },
  'waits where no SMS leaves': {
    async arrange() {
      await pause()
      await sent(15)
    },
  },
}

async function requestFor(choice: ActionChoice): Promise<Approval> {
  const isRepair = choice === 'repair-identity' || choice === 'repair-email'
  const request = aRequest({
    ...{ kind: isRepair ? 'repair' : (choice as Approval['kind']), target: voter.voterId, reason },
    ...(isRepair && { detail: choice === 'repair-email' ? 'email' : 'identity' }),
    state: accountState(tables.look.voter(voter.voterId)),
  })
  const change = newRequest(request, 'agent/alix', now)
  await tables.approvals.write(change)
  return change.after
}

async function viewOf({ opening = 'file-opened', isSuspended = false }: Call, approval?: Approval) {
  const office = inMemoryStaffFiles()
  const cookie = await office.signedIn(approval ? 'sacha' : 'alix', now)
  const tokenHash = staffTokenHash(cookie) as string
  await office.ports.sessions.openFile(tokenHash, {
    ...{ voterId: voter.voterId, expiresAt: secondsLater(now, 900) },
    ...(approval ? { approval, opening: 'file-opened-to-agree' as const } : { opening }),
  })
  const voting = { ...election, dates }
  const ports = { ...tables, ...office.ports, election: voting, isSuspended, ...clocksAt(now) }
  const shown = await showFile(ports, cookie)
  if (shown.outcome !== 'shown') throw new Error(shown.outcome)
  return { ...shown, vote: 'Le vote ferme.' }
}

async function opened(reach: Open, body: FileView): Promise<Page> {
  const known = staffStates['staff/home']['file open'] as PageState
  const code = { code: '12345678', expiresAt: secondsLater(now, 600).toISOString() }
  const state: PageState = {
    ...{ ...known, at: now },
    answers: {
      ...known.answers,
      'GET /api/staff/file': { body },
      'POST /api/staff/file/actions': { body: {} },
      'PUT /api/staff/file/actions': { body: {} },
      'POST /api/staff/file/repair': { body: { second: code } },
      'PUT /api/staff/file/notice': { body: { beginning: 'B57K 2M' } },
    },
  }
  return reach(state, { width: 1280 })
}

async function expectShort(page: Page): Promise<void> {
  const text = String(await page.evaluate("document.querySelector('[data-file]').innerText"))
  expect(wordCount(text), text).toBeLessThan(mostWords)
}

describe('the file of a caller', () => {
  const played = Object.entries(calls).filter((_, nth) => nth % sized(2, 1) === 0)
  for (const [name, call] of played) {
    const { choice } = call
    const helped = choice ? ', and confirms the action by its name' : ''
    test(`has fewer than 150 words if the caller ${name}${helped}`, async ({ reach }) => {
      await call.arrange()
      const page = await opened(reach, await viewOf(call))
      await expectShort(page)
      if (!choice) return
      const label = typesetFrench(actionTexts[choice].label)
      const radio = page.getByRole('radio', { name: label })
      await radio.check()
      await expectShort(page)
      await page.locator('#reason').fill(reason)
      await page.getByRole('button', { name: 'Valider' }).click()
      await page
        .locator('[data-top]')
        .filter({ hasText: `${label}\u00a0:` })
        .waitFor()
      await radio.waitFor({ state: 'detached' })
    })

    const taken: (ActionChoice | undefined)[] = ['lift-both-lost', 'print-notice', ...repairs]
    if (!choice || !taken.includes(choice)) continue
    test(`is as short for whoever only confirms, if the caller ${name}`, async ({ reach }) => {
      await call.arrange()
      const page = await opened(reach, await viewOf(call, await requestFor(choice)))
      await expectShort(page)
      expect(await page.getByRole('button', { name: 'Confirmer' }).count()).toBe(1)
      const label = typesetFrench(actionTexts[choice].label)
      expect(await page.getByRole('radio', { name: label }).count()).toBe(0)
    })
  }
})
