import type { DemoVoter } from '../../local/demo.ts'
import { type ApiClient, captchaCode, expectStatus } from '../journey/local-run.ts'
import type { BareRun } from '../journey/without-cloudfront.ts'
import type { DatabaseProxy } from './database-proxy.ts'

export interface AttackedRun extends BareRun {
  databaseProxy: DatabaseProxy
}

export interface Finding {
  what: string
  measured: number
  bound: number
  unit: string
}

export type Attack = (run: AttackedRun) => Promise<Finding[]>

export const isWithinBound = ({ measured, bound }: Finding) => measured <= bound

export async function signInWithCode(
  client: ApiClient,
  { email }: DemoVoter,
  password: string,
): Promise<number> {
  const json = { email, password, captcha: await newCaptcha(client) }
  return (await client.send('POST', '/api/session', { json })).status
}

export async function newCaptcha(client: ApiClient): Promise<{ id: string; code: string }> {
  const { body } = expectStatus(await client.send('POST', '/api/session/captchas'), 201)
  return { id: body.id as string, code: captchaCode }
}

export async function expectEntry(client: ApiClient, voter: DemoVoter): Promise<void> {
  const status = await signInWithCode(client, voter, voter.password)
  if (status !== 204)
    throw new Error(`Nobody attacks yet, and a sign-in with a code answers ${status}`)
}
