import { describe, expect, it } from 'vitest'
import { cancelReissue } from '../../functions/cancel-reissue/cancel-reissue.ts'
import { confirmReissue } from '../../functions/confirm-by-email/confirm-reissue.ts'
import { enterBooth } from '../../functions/enter-booth/enter-booth.ts'
import { mailPasswordLink } from '../../functions/mail-password-link/mail-password-link.ts'
import { recordReceipt } from '../../functions/record-receipt/record-receipt.ts'
import { requeueOverdueReissues } from '../../functions/requeue-overdue-reissues/requeue-overdue-reissues.ts'
import { setPassword } from '../../functions/set-password/set-password.ts'
import { signIn } from '../../functions/sign-in/sign-in.ts'
import { tellOfAccount } from '../../functions/tell-by-email/tell-of-account.ts'
import { tellOfReissue } from '../../functions/tell-by-email/tell-of-reissue.ts'
import { withdrawReissue } from '../../functions/withdraw-reissue/withdraw-reissue.ts'
import { signInPage } from '../../shared/domain/account/captcha.ts'
import { linkToken } from '../../shared/domain/account/password-link.ts'
import { accountLimit } from '../../shared/domain/account/sign-in-limits.ts'
import { cancelToken } from '../../shared/domain/reissue/cancel-link.ts'
import { type AskingVoter, anAskingVoter, wrongIdentity } from '../builders/asking-voter.ts'
import { aDueReissue, type DueReissue } from '../builders/due-reissue.ts'
import { usualPorts } from '../builders/journey-steps.ts'
import { keys, now } from '../builders/values.ts'
import { aCaptcha, aSignedInVoter, election, password } from '../builders/voters.ts'
import { inMemoryMailer } from '../fakes/channels.ts'
import { inMemoryTables, type Tables } from '../fakes/in-memory-tables.ts'
import { failing, unansweredCalls } from '../fakes/interception.ts'

type Guard = ReturnType<typeof unansweredCalls>['guard']
type Addressee = DueReissue['voter']

async function ask(
  guard: Guard,
  arrange: (asking: AskingVoter) => void,
  wrong = {},
): Promise<string> {
  const asking = await anAskingVoter()
  arrange(asking)
  const { tables, voter, smsQueue, mailQueue, accountNews } = asking
  const { outcome } = await asking.ask(await asking.form(wrong), voter.session, {
    reissueRequests: guard(tables.reissueRequests),
    smsSlots: guard(tables.smsSlots),
    queues: [guard(smsQueue), guard(mailQueue)],
    bothFactorsLostNews: guard(tables.bothFactorsLostNews),
    takenPhones: guard(tables.takenPhones),
    accountNews: guard(accountNews),
  })
  return outcome
}

async function send(
  guard: Guard,
  arrange: (due: DueReissue) => void,
  changes: { smsDailyCap?: number } = {},
): Promise<string> {
  const due = await aDueReissue()
  arrange(due)
  const engines = { ...due.guardedBy(guard), newsQueue: guard(due.newsQueue) }
  const { outcome } = await due.deliver({ ...engines, election: { ...election, ...changes } })
  return outcome
}

/** With the right password, at whichever of the two sign-ins. */
async function signInWith(
  guard: Guard,
  which: 'space' | 'booth',
  arrange: (tables: Tables) => Promise<object> | object = () => ({}),
): Promise<string> {
  const tables: Tables = inMemoryTables()
  const { email, session, identifier } = await aSignedInVoter(tables)
  const changes = await arrange(tables)
  const dependencies = {
    ...usualPorts(tables),
    attempts: guard(tables.attempts),
    signIns: guard(tables.signIns),
    captchas: guard(tables.captchas),
    sessions: guard(tables.sessions),
    voters: guard(tables.voters),
    election: { ...election, dates: { ...election.dates, voteOpensAt: now } },
  }
  const request = { password, deviceCookie: undefined, clientNetwork, ...changes }
  const { outcome } = await (which === 'space'
    ? signIn(dependencies, { ...request, email })
    : enterBooth(dependencies, { ...request, claim: session, identifier })
  ).catch(() => ({ outcome: 'failed' }))
  return outcome
}

const clientNetwork = '198.51.100.7'

function notOpening(tables: Tables) {
  tables.signIns = failing(tables.signIns, 'open', 'before')
  return {}
}

const withCode = async (tables: Tables) => ({ captcha: await aCaptcha(tables, signInPage) })

function withoutOneCounter(tables: Tables) {
  const { charge } = tables.attempts
  tables.attempts.charge = async (counter, at) => {
    if (counter.limit === accountLimit) throw new Error('no answer')
    return charge(counter, at)
  }
  return {}
}

const nothing = () => {}

const mailing = (
  guard: Guard,
  { reissueMails, turn }: DueReissue['ports'],
  { email }: Addressee,
) => ({
  mailer: guard(inMemoryMailer(email)),
  reissueMails: guard(reissueMails),
  turn: guard({ turn }).turn,
})

const runs: [string, (guard: Guard) => Promise<unknown>, unknown][] = [
  ['a sign-in', (guard) => signInWith(guard, 'space'), 'signed-in'],
  ['a sign-in that fails', (guard) => signInWith(guard, 'space', notOpening), 'failed'],
  ['a sign-in with a code', (guard) => signInWith(guard, 'space', withCode), 'signed-in'],
  [
    'a sign-in without a counter',
    (guard) => signInWith(guard, 'space', withoutOneCounter),
    'failed',
  ],
  ['an entry of the booth', (guard) => signInWith(guard, 'booth'), 'entered'],
  ['an entry of the booth that fails', (guard) => signInWith(guard, 'booth', notOpening), 'failed'],
  ['a request that is accepted', (guard) => ask(guard, nothing), 'accepted'],
  ['a request that is refused', (guard) => ask(guard, nothing, wrongIdentity), 'identity-mismatch'],
  [
    'a request of whoever has lost both factors',
    (guard) =>
      ask(guard, ({ tables, voter }) =>
        tables.alter.voter(voter.voterId, { passwordRenewedAt: now }),
      ),
    'both-factors-lost',
  ],
  [
    'a request whose admission gets no answer',
    (guard) =>
      ask(guard, ({ tables }) => {
        tables.reissueRequests = failing(tables.reissueRequests, 'admit', 'after')
      }).catch(({ message }: Error) => message),
    'admit got no answer',
  ],
  ['an SMS that leaves', (guard) => send(guard, nothing), 'sent'],
  [
    'an SMS that SNS refuses',
    (guard) => send(guard, ({ carrier, phone }) => carrier.refuse(phone, 'opted-out')),
    'refused',
  ],
  [
    'an SMS that SNS does not take',
    (guard) => send(guard, ({ carrier }) => carrier.throttle(1)),
    'not-taken',
  ],
  ['an SMS beyond the cap of the day', (guard) => send(guard, nothing, { smsDailyCap: 0 }), 'held'],
  [
    'the sweep',
    async (guard) => {
      const { tables, clock, newsQueue, ports } = await aDueReissue()
      clock.advance(3600)
      const queues = { sms: guard(newsQueue), mail: guard(newsQueue) }
      const overdueReissues = guard(tables.overdueReissues)
      await requeueOverdueReissues({ ...ports, overdueReissues, queues })
      return newsQueue.messages.length
    },
    2,
  ],
  [
    'a cancellation',
    async (guard) => {
      const { tables, newsQueue, ports, reissueId } = await aDueReissue()
      const guarded = {
        reissues: guard(tables.reissues),
        cancellations: guard(tables.cancellations),
        newsQueue: guard(newsQueue),
      }
      const token = cancelToken(keys, reissueId)
      return (await cancelReissue({ ...ports, ...guarded }, { reissueId, token })).outcome
    },
    'cancelled',
  ],
  [
    'a withdrawal',
    async (guard) => {
      const { tables, voter, newsQueue, ports, reissueId } = await aDueReissue()
      const guarded = { withdrawals: guard(tables.withdrawals), newsQueue: guard(newsQueue) }
      return withdrawReissue({ ...ports, ...guarded }, { claim: voter.session, reissueId })
    },
    { outcome: 'withdrawn' },
  ],
  [
    'a receipt of failure',
    async (guard) => {
      const { tables, newsQueue, ports, deliver } = await aDueReissue()
      await deliver()
      const receipt = { messageId: 'sms-1', failure: 'blocked', at: now } as const
      const guarded = {
        handoverDays: guard(tables.handoverDays),
        smsBreakers: guard(tables.smsBreakers),
        smsReceipts: guard(tables.smsReceipts),
        newsQueue: guard(newsQueue),
      }
      return (await recordReceipt({ ...ports, ...guarded }, receipt)).outcome
    },
    'recorded',
  ],
  [
    'the mail of a request',
    async (guard) => {
      const { voter, reissueId, newsQueue, ports } = await aDueReissue()
      const queues = { newsQueue: guard(newsQueue), smsQueue: guard(newsQueue) }
      return confirmReissue({ ...ports, ...mailing(guard, ports, voter), ...queues }, reissueId)
    },
    'asked',
  ],
  [
    'the mail that tells that the SMS left',
    async (guard) => {
      const { voter, reissueId, ports, deliver } = await aDueReissue()
      await deliver()
      return tellOfReissue({ ...ports, ...mailing(guard, ports, voter) }, reissueId)
    },
    'sent',
  ],
  [
    'a link, its mail, the password that it sets and the mail of that',
    async (guard) => {
      const { tables, clock, voter, accountNews, ports } = await anAskingVoter()
      const { voterId } = voter
      const guarded = {
        ...ports,
        mailer: guard(inMemoryMailer(voter.email)),
        passwordLinks: guard(tables.passwordLinks),
        passwords: guard(tables.passwords),
        attempts: guard(tables.attempts),
        accountNews: guard(accountNews),
      }
      const mailed = await mailPasswordLink(guarded, { voterId, requestedAt: now }, 'message')
      clock.advance(1)
      const token = `${voterId}.${linkToken(keys, voterId, 'message')}`
      const { outcome } = await setPassword(guarded, { token, password: 'la barque du phare 62' })
      const news = { news: 'password-set', voterId, at: clock() } as const
      return [mailed, outcome, await tellOfAccount(guarded, news, 1)]
    },
    ['mailed', 'set', 'told'],
  ],
]

// Lambda freezes a function once it has answered: a call that is still under way may never have its effect.
describe('when it ends, every call that it made has been answered:', () => {
  it.each(runs)('%s', async (_, run, outcome) => {
    let made = 1
    for (let call = 1; call <= made; call++) {
      const calls = unansweredCalls({ call })
      expect(await run(calls.guard)).toEqual(outcome)
      expect(calls.unanswered()).toBe(0)
      made = calls.made()
    }
    expect(made).toBeGreaterThan(1)
  })
})
