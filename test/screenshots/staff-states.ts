import type { Page } from 'playwright-core'
import { ledgerSections } from '../../functions/show-watch/ledger-sections.ts'
import type { FileView } from '../../shared/contract/files.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import type { StaffRole } from '../../shared/domain/election/election.ts'
import { headBlock } from '../../shared/domain/ledger/ledger-head.ts'
import type { ReportedIntervention } from '../../shared/domain/ledger/reported-intervention.ts'
import { addToSummary, emptySummary } from '../../shared/domain/ledger/stored-head.ts'
import type { VoteReading } from '../../shared/domain/staff/vote-reading.ts'
import type { Section } from '../../shared/domain/staff/watched-section.ts'
import { daySections, delegateSections } from '../../shared/domain/staff/watched-sections.ts'
import { staffActions } from '../../shared/domain/staff-action.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import type { AssistancePageName, StaffPageName } from '../../site/site-pages.ts'
import { aReading, countsOf, someCounts, someSms } from '../builders/vote-readings.ts'
import {
  type Answers,
  type AnswerTo,
  afterSending,
  type PageState,
  publicPage,
  send,
  voterPage,
} from './page-state.ts'
import { election, minutesAfter, now, voterAnswer } from './sample-answers.ts'

const place = { timeZone: election.timeZone, now }
const at = now.toISOString()

const staffed = (path: string, answers: Answers = {}, role: StaffRole = 'agent') =>
  publicPage(path, {
    answers: {
      'GET /api/staff/session': {
        body: {
          email: `${role}@academie.example.org`,
          role,
          election: { title: election.title, timeZone: election.timeZone },
          session: {
            expiresAt: minutesAfter(30, now).toISOString(),
            endsAt: minutesAfter(480, now).toISOString(),
          },
        },
      },
      'GET /api/staff/watch': { body: { watch: { at, vote, sections: [] } } },
      ...answers,
    },
    site: 'staff',
  })

const suspended =
  "Le vote est suspendu depuis 18 h 30. Sa fermeture, prévue le jeudi 10 décembre à 17 h, sera repoussée d'autant."

const vote = 'Le vote ferme le jeudi 10 décembre à 17 h.'

const file: FileView = {
  initials: 'AE',
  expiresAt: minutesAfter(15, now).toISOString(),
  opening: 'file-opened',
  vote,
  sections: [
    {
      heading: 'Votre demande 2 sur 2, faite à 10 h, pour le numéro se terminant par 78 :',
      lines: ['Le SMS est parti à 10 h 02.', "L'opérateur l'a pris en charge à 10 h 03."],
    },
    { heading: 'Et maintenant :', lines: ["Vous n'avez rien à refaire."] },
    { heading: 'Votre demande 1 sur 2', lines: ["Vous l'avez retirée."], folded: true },
  ],
  actions: [...staffActions],
}

const opened = (answers: Answers, view = file) =>
  staffed('/accueil/', {
    'POST /api/staff/file': { body: undefined },
    'GET /api/staff/file': { body: view },
    ...answers,
  })

const withCode = (answers: Answers, view?: FileView) =>
  afterSending(opened(answers, view), { code: '1234 5678' })

const drawn = (answer: AnswerTo<'POST /api/file-code'>) =>
  voterPage('/espace/assistance/', voterAnswer(null), {
    answers: { 'POST /api/file-code': answer },
    act: send,
    site: 'staffed',
  })

const code = { code: '12345678', expiresAt: minutesAfter(10, now).toISOString() }

const atEnd = (end: string | null) =>
  voterPage('/notice/', voterAnswer(null), {
    answers: { 'GET /api/notice-end': { body: { end } } },
    site: 'staffed',
  })

const noticeStates: Record<string, PageState> = {
  'second half': atEnd('4T 9WXZ'),
  none: atEnd(null),
}

const fileCodeStates: Record<string, PageState> = {
  'code shown': drawn({ body: code }),
  'too many': drawn(new Problem('too-many-attempts', { retryAfterSeconds: 480 })),
  'network cut': drawn('cut'),
}

const then = (state: PageState, next: (page: Page) => Promise<void>): PageState => ({
  ...state,
  async act(page) {
    await state.act?.(page)
    await next(page)
  },
})

const acted = (answer: AnswerTo<'POST /api/staff/file/actions'>) =>
  then(withCode({ 'POST /api/staff/file/actions': answer }), async (page) => {
    await page.locator('input[name=action]').first().check()
    await page.locator('#reason').fill('identité vérifiée au guichet')
    await page.locator('[data-actions] button').click()
  })

const asked = (wish: Pick<Wish, 'action' | 'reason'> & Partial<Wish>): FileView => ({
  ...{ ...file, opening: 'file-opened-to-agree' },
  actions: staffActions.filter((action) => action !== wish.action),
  wish: { by: 'alix', ...wish },
})

type Wish = NonNullable<FileView['wish']>

const repair = asked({
  ...{ action: 'repair', corrects: 'identity', reason: 'NUMEN mal saisi par le rectorat' },
})

const corrected = (answer: Problem) =>
  then(withCode({ 'POST /api/staff/file/repair': answer }), async (page) => {
    await page.locator('#action-repair-email').check()
    await page.locator('#right-email').fill('autre@academie.example.org')
    await page.locator('#reason').fill('adresse mal saisie par le rectorat')
    await page.locator('[data-actions] button').click()
  })

const agreed = (answer: Problem) =>
  then(withCode({ 'PUT /api/staff/file/repair': answer }, repair), async (page) => {
    await page.locator('#agreed-numen').fill('06E0000001ABC')
    await page.locator('#agreed-birthDate').fill('27/03/1975')
    await page.locator('[data-agree] button').click()
  })

const printed: PageState = withCode(
  { 'PUT /api/staff/file/notice': { body: { beginning: 'B57K 2M' } } },
  asked({ action: 'print-notice', reason: 'aucun mobile', printed: true }),
)

const homeStates: Record<string, PageState> = {
  'first seen': staffed('/accueil/'),
  'first seen, by a supervisor': staffed('/accueil/', {}, 'supervisor'),
  'unknown code': withCode({ 'POST /api/staff/file': new Problem('not-found') }),
  'too many codes': withCode({
    'POST /api/staff/file': new Problem('too-many-attempts', { retryAfterSeconds: 480 }),
  }),
  'file open': withCode({}),
  'to approve': withCode(
    {},
    asked({ action: 'lift-both-lost', reason: 'identité vérifiée au guichet' }),
  ),
  'vote suspended': withCode(
    {},
    {
      ...{ ...file, vote: suspended },
      sections: [{ heading: 'Et maintenant :', lines: ['Le vote est suspendu.'] }],
    },
  ),
  'correction to approve': withCode({}, repair),
  'differing correction': agreed(new Problem('not-as-asked')),
  'address already taken': corrected(new Problem('taken')),
  'awaiting approval': acted({
    body: { second: code },
  }),
  'notice to hand over': then(printed, (page) => page.locator('[data-again]').click()),
  done: acted({ body: {} }),
  'changed meanwhile': acted(new Problem('not-offered')),
  'network cut': acted('cut'),
}

const did = (kind: string, more: Partial<ReportedIntervention> = {}): ReportedIntervention => ({
  ...{ number: 1, at: minutesAfter(-90, now), kind, by: 'supervisor/sacha' },
  ...more,
})

const interventions = [
  did('seal', { digest: 'ab12cd34'.repeat(8) }),
  did('lift-both-lost', { step: 'asked', reason: 'identité vérifiée au guichet' }),
  did('lift-both-lost', { step: 'agreed', reason: 'identité vérifiée au guichet' }),
  did('free-phone', { reason: 'numéro réattribué par l’opérateur' }),
]

const watched = (
  role: 'agent' | 'delegate',
  path: string,
  sections: Section[],
  seen = { at, vote, sections },
) =>
  staffed(
    path,
    {
      'GET /api/staff/watch': {
        body: { watch: seen, ...(role === 'agent' && { day: seen }) },
      },
    },
    role,
  )

const head = { ledger: 'a-ledger', segment: 1, number: 1000, hash: 'abcdef01'.repeat(8), at: now }
const last = {
  ...{ head, text: headBlock(head, Buffer.from('a signature')), interventions },
  soFar: addToSummary(emptySummary, interventions),
}

const seenOf = (reading: Partial<VoteReading>) => ({
  ...{ reading: aReading({ at: now, ...reading }), dates: election.dates, isSuspended: false },
  ...place,
})
const voted = { asked: 8214, left: 8214, arrived: 8102, failed: 30, used: 7904 }
const paused = { territory: 'RE', since: now, reason: 'panne de l’opérateur' }

const controlStates: Record<string, PageState> = {
  'a calm day': watched('delegate', '/controle/', [
    ...ledgerSections({ lastHead: last, lastMailing: { head: last, at: now } }, 2, place),
    ...delegateSections(seenOf({ counts: someCounts({ territories: [countsOf('FR', voted)] }) })),
  ]),
  unread: watched('delegate', '/controle/', [
    ...ledgerSections(undefined, 2, place),
    ...delegateSections({ ...seenOf({}), now: minutesAfter(4, now) }),
  ]),
  'network cut': staffed('/controle/', { 'GET /api/staff/watch': 'cut' }, 'delegate'),
}

const dayStates: Record<string, PageState> = {
  'a paused territory': watched('agent', '/journee/', [
    ...daySections(seenOf({ sms: someSms({ pauses: [paused] }) }), ''),
  ]),
}

const settlesAt = minutesAfter(600, now).toISOString()
type Phones = NonNullable<Voter['phones']>

function atPhone(
  known?: Phones['known'],
  registration: Phones['registration'] = 'open',
  changes: Partial<Voter['reissue']> = {},
) {
  const phones: Phones = { registration, otherPhone: 'delay', ...(known && { known }) }
  const voter = voterAnswer(null)
  const reissue = { ...voter.reissue, ...changes }
  return voterPage('/telephone/', { ...voter, reissue, phones }, { site: 'knowing' })
}

const settledPhone = { ending: '78', settlesAt: at, settled: true }

export const phoneStates: Record<string, PageState> = {
  none: atPhone(),
  'not yet counted': atPhone({ ending: '78', settlesAt, settled: false }),
  known: atPhone(settledPhone),
  waiting: atPhone(settledPhone, 'open', { bothFactorsLostUntil: settlesAt }),
  'no codes': atPhone(settledPhone, 'no-codes', { bothFactorsLostUntil: settlesAt }),
  closed: atPhone(settledPhone, 'too-late', { closesAt: at }),
  'too late': atPhone(undefined, 'too-late'),
}

export const staffStates: Record<StaffPageName | AssistancePageName, Record<string, PageState>> = {
  'file-code': fileCodeStates,
  'notice-end': noticeStates,
  'phone/register': phoneStates,
  'phone/undo': {
    link: publicPage(`/tel/#${'x'.repeat(38)}`, { site: 'knowing' }),
    'too late': publicPage(`/tel/#${'x'.repeat(38)}`, {
      ...{ answers: { 'POST /api/phone/undo': new Problem('too-late') }, act: send },
      site: 'knowing',
    }),
    'no link': publicPage('/tel/', { site: 'knowing' }),
  },
  'staff/sign-in': {
    'first seen': publicPage('/', { site: 'staff' }),
    refused: publicPage('/#refus', { site: 'staff' }),
  },
  'staff/return': {
    'network cut': publicPage('/connexion/?code=a&state=b', {
      answers: { 'POST /api/staff/session': 'cut' },
      site: 'staff',
    }),
  },
  'staff/home': homeStates,
  'staff/control': controlStates,
  'staff/day': dayStates,
  'staff/maintenance': { 'first seen': publicPage('/maintenance.html', { site: 'staff' }) },
  'staff/not-found': { 'first seen': publicPage('/404.html', { site: 'staff' }) },
}
