import { setTimeout as wait } from 'node:timers/promises'
import { ttlSeconds } from '../../shared/domain/election/calendar.ts'
import { filledForm, signIn } from '../journey/local-run.ts'
import { bareClient } from '../journey/without-cloudfront.ts'
import type { Attack, AttackedRun, Finding } from './attack.ts'

/** `npm run attack` can set ATTACK_REQUESTS to 10,000 for the whole proof. */
const requests = Number(process.env.ATTACK_REQUESTS ?? '') || 1000

/** Two transactions of about five actions each, and the issued code. */
const writeUnitsOfIdentity = 24

/** Counters of the account, of the account and network, of the network, and a used code. */
const writeUnitsOfOne = 4

export const sendWithoutPair: Attack = async (run) => {
  const voters = Array.from({ length: 20 }, () => run.anotherVoter())
  const before = { ...run.databaseProxy.count }
  const texts = run.handset.texts.length
  for (let number = 0; number < requests; number += 10) {
    await Promise.all(
      Array.from({ length: 10 }, async (_, index) => {
        const voter = voters[(number + index) % voters.length] as (typeof voters)[number]
        await sendOne(run, number + index, voter.email, voter.numen)
      }),
    )
  }
  const { writeUnits } = run.databaseProxy.count
  return [
    await smsPaid(run, `${requests} requests without a valid pair`, texts),
    {
      what: 'write units for one of them, on average',
      measured: round((writeUnits - before.writeUnits) / requests),
      bound: writeUnitsOfOne,
      unit: 'units',
    },
  ]
}

async function sendOne(
  run: AttackedRun,
  number: number,
  email: string,
  numen: string,
): Promise<void> {
  const stranger = bareClient(run, `198.18.${number >> 8}.${number & 255}`)
  switch (number % 3) {
    case 0:
      await stranger.send('POST', '/api/session', { json: { email, password: `wrong ${number}` } })
      return
    case 1:
      await stranger.send('POST', '/api/account/link', { json: { email } })
      return
    default:
      await stranger.send('POST', '/api/reissues', { json: aForm(numen) })
  }
}

const aForm = (numen: string) => ({
  phone: '+33698765432',
  numen,
  birthDate: '1971-12-31',
  captcha: { id: 'made-up', code: '0000' },
})

export const guessIdentity: Attack = async (run) => {
  const voter = run.anotherVoter()
  const thief = await signIn(run, voter, bareClient(run, '203.0.113.40'))
  const texts = run.handset.texts.length
  const before = run.databaseProxy.count.writeUnits
  const tries = 30
  let compared = 0
  for (let number = 0; number < tries; number++) {
    const form = await filledForm(thief, voter, '+33698765431')
    const json = { ...form, birthDate: '1981-11-11' }
    const { status } = await thief.send('POST', '/api/reissues', { json })
    if (status === 403) compared += 1
  }
  const writeUnits = run.databaseProxy.count.writeUnits - before
  return [
    await smsPaid(run, `${tries} wrong identities in one session`, texts),
    {
      what: 'birth dates compared in a day, in one session',
      measured: compared,
      bound: 20,
      unit: 'dates',
    },
    {
      what: 'write units for a wrong identity, its code included',
      measured: round(writeUnits / tries),
      bound: writeUnitsOfIdentity,
      unit: 'units',
    },
  ]
}

export const makeUpCookies: Attack = async (run) => {
  const tries = 200
  const { numen } = run.anotherVoter()
  await bareClient(run, '203.0.113.50').send('POST', '/api/reissues', { json: aForm(numen) })
  const before = { ...run.databaseProxy.count }
  const since = Date.now()
  let letIn = 0
  for (let number = 0; number < tries; number++) {
    const stranger = bareClient(run, '203.0.113.51')
    stranger.cookies.set('__Host-session', madeUp(number))
    const { status } = await stranger.send('POST', '/api/reissues', { json: aForm(numen) })
    if (status !== 401) letIn += 1
  }
  const { calls, writeUnits } = run.databaseProxy.count
  // The function reads the calendar at this interval, however many requests come.
  const looks = Math.ceil((Date.now() - since) / (ttlSeconds * 1000))
  return [
    { what: 'made-up cookies that open anything', measured: letIn, bound: 0, unit: 'cookies' },
    {
      what: 'write units for a request with a made-up cookie',
      measured: round((writeUnits - before.writeUnits) / tries),
      bound: 0,
      unit: 'units',
    },
    {
      what: 'calls of the database for a request with a made-up cookie',
      measured: round(Math.max(0, calls - before.calls - looks) / tries),
      bound: 0,
      unit: 'calls',
    },
  ]
}

const madeUp = (number: number) =>
  `${String(number).padStart(22, 'v')}.0.${String(number).padStart(43, 's')}`

const round = (value: number) => Math.round(value * 100) / 100

async function smsPaid(run: AttackedRun, forWhat: string, before: number): Promise<Finding> {
  await wait(3000)
  const measured = run.handset.texts.length - before
  return { what: `SMS paid for ${forWhat}`, measured, bound: 0, unit: 'SMS' }
}
