import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { confirmCode, requestCode } from '../../functions/register-phone/register-phone.ts'
import { secondsLater } from '../../shared/domain/instants.ts'
import { aRegisteringVoter } from '../builders/registering-voter.ts'
import { aPhone, password } from '../builders/voters.ts'

// The thief reads the voter's mailbox and knows NUMEN and birth date. Every hour they try all that the service offers.

const hours = 96
const rules = ['allow', 'delay', 'refuse'] as const

interface Case {
  unknownPhone: (typeof rules)[number]
  hadPassword: boolean
  isKnown: boolean
}

async function play({ unknownPhone, hadPassword, isKnown }: Case): Promise<string> {
  const world = await aRegisteringVoter({ unknownPhone, unknownPhoneDelayHours: 24 })
  const { tables, voter, clock, ports, item } = world
  clock.set(secondsLater(ports.election.dates.voteOpensAt, 3600))
  const [thiefsPhone, votersPhone] = [aPhone(), aPhone()]
  const at = clock()
  if (isKnown) await world.know(votersPhone, secondsLater(at, -7 * 86_400))
  tables.alter.voter(voter.voterId, {
    passwordSetAt: at,
    ...(hadPassword && { passwordRenewedAt: at }),
  })
  const claim = await world.claim()
  await requestCode(ports, claim, { phone: thiefsPhone, password })
  const code = world.codeIn((await world.deliver(thiefsPhone))[0])
  if (code) await confirmCode(ports, claim, code)
  for (let hour = 0; hour <= hours; hour++) {
    for (const form of [{ phone: thiefsPhone }, {}]) {
      if (!item().pendingReissueId) await world.request(form)
      await world.deliver(thiefsPhone)
      const { pendingReissueId } = item()
      if (pendingReissueId) await world.send(pendingReissueId)
    }
    const notice = world.textsOf(votersPhone).length > 0 ? 'SMS to the known phone' : '–'
    for (const identifier of world.identifiersAt(thiefsPhone))
      if ((await world.enter(identifier)) === 'entered')
        return `${hour === 0 ? 'at once' : `after ${hour} h`} | ${notice}`
    clock.advance(3600)
  }
  return `not within ${hours} h`
}

it('a thief votes no sooner than the threat model says, and the voter is told as it says', async () => {
  const rows: string[] = []
  for (const unknownPhone of rules)
    for (const hadPassword of [false, true])
      for (const isKnown of [false, true]) {
        const account = hadPassword ? 'with a password' : 'never had a password'
        const setting = unknownPhone === 'allow' ? '`allow`' : '`delay`, `refuse`'
        const result = await play({ unknownPhone, hadPassword, isKnown })
        rows.push(`| ${setting} | ${account} | ${isKnown ? 'known' : 'none'} | ${result} |`)
      }
  const path = join(import.meta.dirname, '../../docs/threat-model.md')
  const document = readFileSync(path, 'utf8').replace(/ +\|/g, ' |')
  console.log(rows.join('\n'))
  for (const row of rows) expect(document).toContain(row)
})
