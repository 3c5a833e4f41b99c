import { expect } from 'vitest'
import { identityLimit } from '../../functions/request-reissue/identity-limit.ts'
import type { ReissueForm } from '../../functions/request-reissue/reissue-form.ts'
import {
  type ReissueResult,
  requestReissue,
} from '../../functions/request-reissue/request-reissue.ts'
import { limitedCounter } from '../../shared/domain/account/attempts.ts'
import type { Numen } from '../../shared/domain/voter/identity.ts'
import { reissueIn } from './journey-steps.ts'
import { keys, now } from './values.ts'
import { aVoterWorld } from './voter-world.ts'
import { aForm } from './voters.ts'

export const wrongIdentity = { numen: '99Z9999999ZZZ' as Numen }

export function withCode(filled: ReissueForm, code: string): ReissueForm {
  return { ...filled, captcha: { ...filled.captcha, code } }
}

type Engines = Partial<Parameters<typeof requestReissue>[0]>

export async function anAskingVoter() {
  const world = await aVoterWorld()
  const { tables, clock, voter, smsQueue, mailQueue } = world
  const ports = { ...world.ports, queues: [smsQueue, mailQueue] }

  function ask(
    form: ReissueForm,
    session = voter.session,
    engines: Engines = {},
  ): Promise<ReissueResult> {
    return requestReissue({ ...ports, ...engines }, { session, form })
  }

  const askAccepted = async (...asked: Parameters<typeof ask>) => reissueIn(await ask(...asked))

  async function askInVain(form: ReissueForm, session = voter.session): Promise<ReissueResult> {
    const before = tables.look.consumption()
    const result = await ask(form, session)
    expect(result.outcome).not.toBe('accepted')
    expect(tables.look.consumption()).toEqual(before)
    return result
  }

  return {
    ...world,
    ports,
    ask,
    askAccepted,
    askInVain,
    form: (changes: Partial<ReissueForm> = {}) => aForm(tables, voter, changes, clock()),
    attempts: () => tables.look.tries(limitedCounter(keys, identityLimit, [voter.voterId], now)),
    stayUntil: (until: ElectionInstant) =>
      tables.sessions.open({ ...voter.session, kind: 'space', expiresAt: until, endsAt: until }),
  }
}
