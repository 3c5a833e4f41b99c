import type { DemoVoter } from '../../local/demo.ts'
import { findFreePorts } from '../../local/loopback.ts'
import { demoPeople } from '../../local/staff/demo-people.ts'
import {
  type ApiClient,
  captchaCode,
  identifierIn,
  type LocalRun,
  requestAccepted,
  signIn,
} from '../journey/local-run.ts'
import { sendSms } from '../journey/queued-sms.ts'
import { runWithoutCloudFront } from '../journey/without-cloudfront.ts'
import { marker } from './cases.ts'
import { signInStaff } from './staff-requests.ts'

export interface KnownVoter extends DemoVoter {
  client: ApiClient
}

export type FuzzedRun = Awaited<ReturnType<typeof startFuzzedRun>>

/** A run without CloudFront, which would filter most hostile headers and cookies. */
export async function startFuzzedRun(count: number) {
  const run = await runWithoutCloudFront({
    port: await findFreePorts(5),
    hasStaff: true,
    extraVoterCount: count,
    electionChanges: { smsDelaySeconds: 900 },
  })
  const known: KnownVoter[] = []
  for (let voter = 0; voter < count; voter++) known.push(await enter(run))
  const [served, asking] = known.slice(-2) as [KnownVoter, KnownVoter]
  const phones = [run.anotherPhone(), run.anotherPhone()] as const
  const sentId = await requestAccepted(served.client, served, phones[0])
  await sendSms(run, served.client, sentId)
  const texts = run.handset.texts.map(({ body }) => identifierIn(body))
  const pendingId = await requestAccepted(asking.client, asking, phones[1])
  const staffCookies = await signInStaff(run)
  const secrets = [
    marker,
    run.originToken,
    ...staffCookies,
    ...texts,
    ...phones.flatMap((phone) => [phone, phone.replace('+33', '0')]),
    ...known.flatMap(secretsOf),
  ]
  const emails = [...known, ...demoPeople].map(({ email }) => email)
  let read = run.lines.length
  return {
    ...run,
    known,
    served,
    sentId,
    pendingId,
    staffCookies,
    secrets,
    readJournal() {
      const { lines } = run
      while (read < lines.length) expectEvent(lines[read++] as string, [...secrets, ...emails])
    },
  }
}

async function enter(run: LocalRun): Promise<KnownVoter> {
  const voter = run.anotherVoter()
  const client = await signIn(run, voter)
  const { identifier, password } = voter
  await client.send('POST', '/api/booth/session', { json: { identifier, password } })
  return { ...voter, client }
}

function secretsOf({ numen, birthDate, password, identifier, client }: KnownVoter): string[] {
  return [
    numen,
    birthDate,
    password,
    identifier,
    identifier.replaceAll(' ', ''),
    ...client.cookies.values(),
  ]
}

const code = new RegExp(`(?<!\\d)${captchaCode}(?!\\d)`)
const instants = /\d{4}-\d\d-\d\dT[\d:.]+Z/g
const ids = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g

/** Lambda prints a thrown error and its stack. */
const ownErrors = /^Error: The receipts could not be collected$|^ {4}at /

function expectEvent(line: string, secrets: readonly string[]): void {
  const leaked = secretIn(line, secrets)
  if (leaked) throw new Error(`The journal contains ${leaked}: ${line}`)
  if (code.test(line.replace(instants, '').replace(ids, ''))) {
    throw new Error(`The journal contains a code: ${line}`)
  }
  if (ownErrors.test(line)) return
  if (!isEvent(line)) throw new Error(`No event: ${line}`)
}

function isEvent(line: string): boolean {
  try {
    const { at, event } = JSON.parse(line) as Record<string, unknown>
    return typeof at === 'string' && typeof event === 'string'
  } catch {
    return false
  }
}

export function secretIn(text: string, secrets: readonly string[]): string | undefined {
  return secrets.find((secret) => text.includes(secret))
}
