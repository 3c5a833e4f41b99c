import { expect, it } from 'vitest'
import type { MailFailure } from '../../shared/domain/voter/mail-failure.ts'
import type { Voter } from '../../shared/domain/voter/voter.ts'
import { bouncedTexts } from '../../shared/texts/roll/bounced.ts'
import { bouncedVoters } from '../../team/roll/list-bounced.ts'
import { aVoter, now } from '../builders/values.ts'

it('those whom mails do not reach are listed by school, without whose address was corrected since', async () => {
  const voter = (email: string, school: string, failure: Partial<MailFailure> = {}): Voter =>
    aVoter({
      ...{ voterId: email, email, school },
      mailFailure: { addressId: email, why: 'refused', at: now, final: true, ...failure },
    })
  const { final: _, ...slow } = { addressId: 'c@ac.example', why: 'slow', at: now } as MailFailure
  async function* withFailedMails() {
    yield voter('b@ac.example', 'Lycée Zola')
    yield voter('a@ac.example', 'Lycée Zola', { why: 'full' })
    yield { ...voter('c@ac.example', 'École Ampère'), mailFailure: slow }
    yield { ...voter('d@ac.example', 'École Ampère'), addressId: 'corrected' }
  }
  expect(await bouncedVoters({ withFailedMails })).toEqual([
    { email: 'c@ac.example', school: 'École Ampère', why: 'slow', at: now, final: false },
    { email: 'a@ac.example', school: 'Lycée Zola', why: 'full', at: now, final: true },
    { email: 'b@ac.example', school: 'Lycée Zola', why: 'refused', at: now, final: true },
  ])
})

it('those whose mail may have arrived all the same are not said to have lost it', () => {
  expect(bouncedTexts.title(false, 2)).toContain("dont un e-mail n'est peut-être pas arrivé")
})
