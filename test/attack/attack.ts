import type { DemoVoter } from '../../local/demo.ts'
import { securityCode } from '../journey/local-run.ts'
import type { BareClient, BareRun } from '../journey/without-cloudfront.ts'
import type { DatabaseWay } from './database-way.ts'

export interface AttackedRun extends BareRun {
  databaseWay: DatabaseWay
}

export interface Finding {
  what: string
  measured: number
  bound: number
  unit: string
}

/** Replays one attack on voters and networks that no other attack uses. */
export type Attack = (run: AttackedRun) => Promise<Finding[]>

export const isHeld = ({ measured, bound }: Finding) => measured <= bound

export async function signInWithCode(
  client: BareClient,
  { email }: DemoVoter,
  password: string,
): Promise<number> {
  const captcha = await drawnCode(client)
  return (await client.send('POST', '/api/session', { email, password, captcha })).status
}

export async function drawnCode(client: BareClient): Promise<{ id: string; code: string }> {
  const { status, body } = await client.send('POST', '/api/session/captchas')
  if (status !== 201) throw new Error(`A code answers ${status}`)
  return { id: body.id as string, code: securityCode }
}

export async function expectEntry(client: BareClient, voter: DemoVoter): Promise<void> {
  const status = await signInWithCode(client, voter, voter.password)
  if (status !== 204)
    throw new Error(`Nobody attacks yet, and a sign-in with a code answers ${status}`)
}

export async function reissueForm(client: BareClient, voter: DemoVoter, phone: string) {
  const { body } = await client.send('POST', '/api/captchas')
  const { numen, birthDate } = voter
  return { phone, numen, birthDate, captcha: { id: body?.id as string, code: securityCode } }
}

export async function enter(client: BareClient, { email, password }: DemoVoter): Promise<void> {
  const { status } = await client.send('POST', '/api/session', { email, password })
  if (status !== 204) throw new Error(`Nobody attacks yet, and the sign-in answers ${status}`)
}
