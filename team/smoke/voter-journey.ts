import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { hashLinkToken, type PasswordLinks } from '../../shared/domain/account/password-link.ts'
import type { Election } from '../../shared/domain/election/election.ts'
import { isOpen } from '../../shared/domain/election/election-dates.ts'
import { asElectionInstant, secondsLater } from '../../shared/domain/instants.ts'
import type { Reissues } from '../../shared/domain/reissue/reissue.ts'
import { blocker, type Finding, ok, unknown } from '../preflight/finding.ts'
import { type Answer, NoAnswerError, problemOf, type SiteClient } from './site-client.ts'
import type { TestVoter } from './test-voter.ts'

/** An e-mail may wait in the queue or for SES's rate limit. */
const mailTimeoutSeconds = 60
/** Leaves the journey time to withdraw its request before the SMS. */
const minDelaySeconds = 30
const pollMilliseconds = 500
const linkValiditySeconds = 600

interface Journey {
  client: SiteClient
  testVoter: TestVoter
  passwordLinks: Pick<PasswordLinks, 'find' | 'replace'>
  reissues: Reissues
  spokenCode(sealed: string): Promise<string | null | undefined>
  election: Pick<Election, 'title' | 'dates' | 'smsDelaySeconds'>
  /** Receives an SMS unless the request is withdrawn. Undefined without `--phone` if the election sends no SMS to France. */
  phone: string | undefined
}

const logGuide = 'Lisez le journal de la fonction : docs/runbook.md#questions-au-journal.'

export const steps = {
  link: {
    text: "Demande du lien, dont SES a accepté l'e-mail",
    remedy: 'docs/runbook.md#e-mails',
  },
  password: { text: 'Choix du mot de passe par le lien', remedy: logGuide },
  'sign-in': { text: 'Connexion, avec un cookie protégé', remedy: logGuide },
  space: { text: 'Mon espace électeur, au titre de cette élection', remedy: logGuide },
  code: { text: 'Code de sécurité, avec son image et son son', remedy: logGuide },
  closed: { text: "Demandes d'identifiant fermées, comme le fichier le dit", remedy: logGuide },
  request: {
    text: "Demande d'un identifiant",
    remedy:
      "Un numéro qui sert déjà à quelqu'un est refusé : --phone avec un autre. Sinon, docs/runbook.md#questions-au-journal.",
  },
  mail: {
    text: "E-mail qui permet de l'annuler, accepté par SES",
    remedy: 'docs/runbook.md#e-mails',
  },
  progress: { text: 'Suivi de la demande', remedy: logGuide },
  withdrawal: {
    text: 'Retrait de la demande avant son SMS',
    remedy: `Un SMS peut arriver sur ce téléphone. ${logGuide}`,
  },
  'sign-out': { text: 'Déconnexion, qui met fin à la session', remedy: logGuide },
} as const

type StepName = keyof typeof steps

class StepError extends Error {
  override name = 'StepError'
}

/** Nobody can read the test voter's e-mails, so the journey stores a password link of its own. */
export async function runVoterJourney(journey: Journey): Promise<Finding[]> {
  const findings: Finding[] = []
  async function step<Value>(name: StepName, run: () => Promise<Value>): Promise<Value> {
    const { text, remedy } = steps[name]
    try {
      const value = await run()
      findings.push(ok(`${text}.`))
      return value
    } catch (error) {
      findings.push(blocker({ text: `${text} : échec (${reasonOf(error)}).`, remedy }))
      throw new StepError(name)
    }
  }
  try {
    const password = randomBytes(24).toString('base64url')
    await step('link', () => requestLink(journey))
    await step('password', () => choosePassword(journey, password))
    await step('sign-in', () => signIn(journey, password))
    await step('space', () => checkSpace(journey))
    const captcha = await step('code', () => readCode(journey))
    const obstacle = reasonToSkip(journey)
    if (obstacle) findings.push(obstacle)
    else await requestAndWithdraw(journey, captcha, step)
    await step('sign-out', () => signOut(journey))
  } catch (error) {
    if (!(error instanceof StepError)) throw error
  }
  return findings
}

type Step = <Value>(name: StepName, run: () => Promise<Value>) => Promise<Value>

async function requestAndWithdraw(journey: Journey, captcha: object, step: Step): Promise<void> {
  const { client, testVoter, phone, election, reissues } = journey
  const { numen, birthDate } = testVoter
  const body = { phone, numen, birthDate, captcha }
  if (!isOpen(election.dates.reissueOpensAt, election.dates.reissueClosesAt, new Date())) {
    await step('closed', async () => {
      const answer = await client.send('POST', '/api/reissues', body)
      if (problemOf(answer) !== '403 reissue-closed') throw new WrongAnswerError(problemOf(answer))
    })
    return
  }
  const { id } = await step('request', () =>
    readAnswer<{ id: string }>(client.send('POST', '/api/reissues', body), 202),
  )
  try {
    const timeoutSeconds = Math.min(mailTimeoutSeconds, election.smsDelaySeconds - 10)
    await step('mail', () =>
      waitUntil(timeoutSeconds, async () => (await reissues.find(id))?.confirmedAt !== undefined),
    )
    await step('progress', () => expectState(client, id, 'accepted'))
  } finally {
    await step('withdrawal', async () => {
      await expectStatus(client.send('POST', `/api/reissues/${id}/withdraw`), 204)
      await expectState(client, id, 'cancelled')
    })
  }
}

function reasonToSkip({ phone, election }: Journey): Finding | undefined {
  const text = "La demande d'un identifiant n'a pas été essayée"
  if (!phone) {
    return unknown({
      text: `${text} : cette élection n'envoie pas de SMS en France, où est le numéro de simulation.`,
      remedy:
        'Donnez un mobile que vous avez sous la main : npm run election -- smoke --phone "0692 12 34 56".',
    })
  }
  if (election.smsDelaySeconds < minDelaySeconds) {
    return unknown({
      text: `${text} : le SMS partirait avant qu'elle ne soit retirée.`,
      remedy: `Il faut au moins ${minDelaySeconds} à « smsDelaySeconds » : docs/election.md.`,
    })
  }
  return undefined
}

async function requestLink({ client, testVoter, passwordLinks }: Journey): Promise<void> {
  const { email, voter } = testVoter
  await expectStatus(client.send('POST', '/api/account/link', { email }), 202)
  await waitUntil(mailTimeoutSeconds, async () => {
    const link = await passwordLinks.find(voter.voterId)
    return link?.mailed === true
  })
}

async function choosePassword(
  { client, testVoter, passwordLinks }: Journey,
  password: string,
): Promise<void> {
  const { voterId } = testVoter.voter
  const token = randomBytes(32).toString('base64url')
  const newest = {
    tokenHash: hashLinkToken(token),
    expiresAt: asElectionInstant(secondsLater(new Date(), linkValiditySeconds)),
  }
  const storedLink = await passwordLinks.find(voterId)
  const replacement = storedLink && { ...storedLink, newest, version: storedLink.version + 1 }
  if (!replacement || !(await passwordLinks.replace(storedLink, replacement)))
    throw new Error('changed-meanwhile')
  const body = { token: `${voterId}.${token}`, password }
  await expectStatus(client.send('PUT', '/api/account/password', body), 204)
}

async function signIn({ client, testVoter }: Journey, password: string): Promise<void> {
  const { email } = testVoter
  const answer = await client.send('POST', '/api/session', { email, password })
  await expectStatus(answer, 204)
  const session = answer.headers.getSetCookie().find((text) => text.startsWith('__Host-session='))
  const flags = ['Secure', 'HttpOnly', 'SameSite=Strict', 'Path=/']
  if (!session || flags.some((flag) => !session.includes(flag)))
    throw new WrongAnswerError('cookie')
}

async function checkSpace({ client, testVoter, election }: Journey): Promise<void> {
  const space = await readAnswer<{
    email: string
    election: { title: string }
    ballots: unknown[]
  }>(client.send('GET', '/api/voter'), 200)
  const isOwnSpace = space.email === testVoter.email && space.election.title === election.title
  if (!isOwnSpace || space.ballots.length > 0) throw new WrongAnswerError('voter')
}

async function readCode({ client, spokenCode }: Journey): Promise<{ id: string; code: string }> {
  const { id, audio } = await readAnswer<{ id: string; audio: string }>(
    client.send('POST', '/api/captchas'),
    201,
  )
  await expectStatus(client.send('GET', audio), 200)
  const code = await spokenCode(audio.split('/').at(-1) ?? '')
  if (!code) throw new WrongAnswerError('sound')
  return { id, code }
}

async function signOut({ client }: Journey): Promise<void> {
  await expectStatus(client.send('DELETE', '/api/session'), 204)
  await expectStatus(client.send('GET', '/api/voter'), 401)
}

/** The message must not name a voter. */
class WrongAnswerError extends Error {
  override name = 'WrongAnswerError'
}

async function expectStatus(reply: Promise<Answer> | Answer, status: number): Promise<Answer> {
  const answer = await reply
  if (answer.status !== status) throw new WrongAnswerError(problemOf(answer))
  return answer
}

async function readAnswer<Body>(reply: Promise<Answer>, status: number): Promise<Body> {
  const { body } = await expectStatus(reply, status)
  return JSON.parse(body.toString()) as Body
}

async function expectState(client: SiteClient, id: string, expectedState: string): Promise<void> {
  const answer = await readAnswer<{ state: string }>(client.send('GET', `/api/reissues/${id}`), 200)
  if (answer.state !== expectedState) throw new WrongAnswerError(answer.state)
}

async function waitUntil(timeoutSeconds: number, condition: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + timeoutSeconds * 1000
  while (!(await condition())) {
    if (performance.now() > end) throw new WrongAnswerError(`${timeoutSeconds} s`)
    await sleep(pollMilliseconds)
  }
}

/** Returns the message only of errors that cannot name a voter. */
function reasonOf(error: unknown): string {
  const isKnownError = [WrongAnswerError, NoAnswerError].some((kind) => error instanceof kind)
  return isKnownError ? (error as Error).message : (error as Error).name
}
