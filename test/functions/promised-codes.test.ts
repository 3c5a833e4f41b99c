import { expect, it } from 'vitest'
import { requestCode } from '../../functions/register-phone/register-phone.ts'
import { showSpace } from '../../functions/show-space/show-space.ts'
import type { Voter } from '../../shared/contract/voter.ts'
import { capsOfCodes } from '../../shared/domain/account/phone-code-caps.ts'
import { electionDayOf } from '../../shared/domain/election-day.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { charactersOutsideGsm7, septetsOf } from '../../shared/domain/sms/gsm7.ts'
import { phoneChangedSms, phoneCodeSms } from '../../shared/texts/sms/phone-sms.ts'
import { mayEndWaitByCode } from '../../site/scripts/reissue/availability.ts'
import { forEachTest } from '../builders/for-each-test.ts'
import { aRegisteringVoter } from '../builders/registering-voter.ts'
import { aPhone, password } from '../builders/voters.ts'

const world = await forEachTest(aRegisteringVoter)

const situations = Array.from({ length: 16 }, (_, bits) =>
  [1, 2, 4, 8].map((bit) => (bits & bit) > 0),
)

it.each(situations)(
  'a voter who waits is promised a code only if one leaves, and else too late comes before no codes left (known: %s, waits: %s, late: %s, codes left: %s)',
  async (isKnown, waits, isLate, areLeft) => {
    const { ports, clock, tables, voter } = world
    const { voteClosesAt } = ports.election.dates
    if (isLate) clock.set(secondsLater(voteClosesAt, -6 * 3600))
    if (isKnown) await world.know(aPhone())
    if (waits) tables.alter.voter(voter.voterId, { passwordRenewedAt: clock() })
    if (!areLeft) {
      world.rule({ smsDailyCap: 4 })
      const day = electionDayOf(clock(), ports.election.timeZone)
      for (const cap of capsOfCodes(day, ports.election, clock()))
        await tables.smsDays.count(cap.day, cap.smsPerDay)
    }
    const session = await world.claim()
    const { phones } = (await showSpace(ports, session)) as Pick<Voter, 'phones'>
    const codes = areLeft ? 'open' : 'no-codes'
    const needsCode = isKnown && waits && !areLeft
    expect(phones?.registration).toBe(isLate && !needsCode ? 'too-late' : codes)
    const page = { phones, election: { voteClosesAt: voteClosesAt.toISOString() } } as Voter
    const { outcome } = await requestCode(ports, session, { password })
    if (waits) expect(mayEndWaitByCode(page, clock().getTime())).toBe(outcome === 'requested')
  },
)

it.each([
  [480, 1],
  [481, 0],
])(
  'a code that waited %i seconds leaves %i times, as its SMS promises minutes',
  async (waited, times) => {
    const phone = aPhone()
    await requestCode(world.ports, world.voter.session, { phone, password })
    world.clock.advance(waited)
    const texts = await world.deliver(phone)
    expect(texts).toHaveLength(times)
    for (const text of texts) expect(text).toMatch(/quelques minutes(?!.*\d minutes)/s)
  },
)

it("a rehearsal's code and link fit into one SMS, even with CloudFront's own domain", () => {
  const site = 'https://d111111abcdef8.cloudfront.net'
  const mode = 'rehearsal'
  const link = `${site}/tel/#${'x'.repeat(22 + 16)}`
  for (const text of [phoneCodeSms('123456', site, { mode }), phoneChangedSms(link, { mode })])
    expect([charactersOutsideGsm7(text), septetsOf(text) <= 160]).toEqual([[], true])
})
