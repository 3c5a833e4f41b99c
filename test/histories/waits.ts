import { findCaller } from '../../shared/access/signed-in.ts'
import { captchaMinutes, hashAnswer } from '../../shared/domain/account/captcha.ts'
import { linkHours } from '../../shared/domain/account/password-link.ts'
import { sessionIdleMinutes } from '../../shared/domain/account/session.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { eligibilityOf } from '../../shared/domain/reissue/eligibility.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { keys } from '../builders/values.ts'
import { aCaptcha, openSession, passwordHash, type SignedInVoter } from '../builders/voters.ts'
import type { Tables } from '../fakes/in-memory-tables.ts'
import type { WorldClocks } from './clocks.ts'
import { must } from './invariants.ts'

type Wait = 'session' | 'code' | 'link' | 'delay'

interface StartedWait {
  lastsSeconds: number
  ranMilliseconds: number
  lasts(): Promise<boolean>
}

export function waitsOf(
  tables: Tables,
  voter: SignedInVoter,
  { bothLostHours }: Pick<Election, 'bothLostHours'>,
  { times, ranMilliseconds }: WorldClocks,
) {
  const { clock, election } = times.routes
  const { voterId } = voter
  const startedWaits = new Map<Wait, StartedWait>()
  let ended = 0
  const item = async () => (await tables.voters.find(voterId)) as Voter

  const note = (wait: Wait, lastsSeconds: number, lasts: StartedWait['lasts']) =>
    startedWaits.set(wait, { lastsSeconds, ranMilliseconds: ranMilliseconds(), lasts })

  async function beginSession(): Promise<void> {
    const { session } = await openSession(tables, await item(), clock())
    note('session', sessionIdleMinutes * 60, async () => {
      return (await findCaller(tables, session, clock())) !== undefined
    })
  }

  async function beginCode(): Promise<void> {
    const { id, code } = await aCaptcha(tables, voterId, clock())
    const answer = { captchaId: id, codeHash: hashAnswer(keys, id, code), owner: voterId }
    note('code', captchaMinutes * 60, () => tables.captchas.answer(answer, clock()))
  }

  async function beginLink(): Promise<void> {
    const last = await tables.passwordLinks.find(voterId)
    const now = clock()
    const tokenHash = `hash of a link's token, ${ranMilliseconds()}`
    await tables.passwordLinks.replace(last, {
      voterId,
      newest: { tokenHash, expiresAt: secondsLater(now, linkHours * 3600) },
      requestedAt: now,
      issuedAt: [now],
      mailed: true,
      version: (last?.version ?? 0) + 1,
    })
    note('link', linkHours * 3600, async () => {
      const at = clock()
      const choice = { voterId, tokenHash, passwordHash, isReplacement: true, at }
      if ((await tables.passwords.set(choice)) !== 'set') return false
      startedWaits.delete('session')
      note('delay', bothLostHours * 3600, async () => {
        const { bothFactorsLostUntil } = eligibilityOf(await item(), election, clock())
        return bothFactorsLostUntil !== undefined
      })
      return true
    })
  }

  async function lookAt(wait: Wait): Promise<void> {
    const before = startedWaits.get(wait)
    if (!before) return
    startedWaits.delete(wait)
    const ran = ranMilliseconds() - before.ranMilliseconds
    const lasts = ran < before.lastsSeconds * 1000
    must((await before.lasts()) === lasts, 'nothing expires while suspended, and all does else')
    if (!lasts) ended++
  }

  async function wait(): Promise<void> {
    await times.routes.refresh()
    for (const one of ['delay', 'session', 'code', 'link'] as const) await lookAt(one)
    for (const begin of [beginSession, beginCode, beginLink]) await begin()
  }

  return { wait, ended: () => ended }
}
