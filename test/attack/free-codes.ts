import { networkCodesLimit, voterCodesLimit } from '../../shared/domain/limits.ts'
import { BareClient } from '../journey/without-cloudfront.ts'
import { type Attack, enter } from './attack.ts'

const tries = 1000
/** A window may end meanwhile, and another begin. */
const windows = 2
const percent = (part: number) => Math.round((part / tries) * 1000) / 10

/** A script that draws codes as fast as it can: on the sign-in page of one network, and in one session. */
export const drawCodes: Attack = async (run) => {
  const thief = new BareClient(run, '203.0.113.81')
  await enter(thief, run.anotherVoter())
  const stranger = new BareClient(run, '203.0.113.80')
  return [
    {
      what: `codes obtained at no cost on one network, of ${tries} asked for in a row`,
      measured: percent(await drawnFree(stranger, '/api/session/captchas')),
      bound: percent(windows * networkCodesLimit.free),
      unit: '%',
    },
    {
      what: `codes obtained at no cost in one session, of ${tries} asked for in a row`,
      measured: percent(await drawnFree(thief, '/api/captchas')),
      bound: percent(windows * voterCodesLimit.free),
      unit: '%',
    },
  ]
}

async function drawnFree(client: BareClient, path: string): Promise<number> {
  let drawn = 0
  for (let asked = 0; asked < tries; asked += 20) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => client.send('POST', path)))
    drawn += answers.filter(({ status }) => status === 201).length
    const unplanned = answers.find(({ status }) => status !== 201 && status !== 429)
    if (unplanned) throw new Error(`A code answers ${unplanned.status}`)
  }
  return drawn
}
