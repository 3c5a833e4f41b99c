import { setTimeout as wait } from 'node:timers/promises'
import type { DemoVoter } from '../../local/demo.ts'
import { type ApiClient, eventually } from '../journey/local-run.ts'
import { codeLinkIn, mails } from '../journey/mails.ts'
import { type AttackedRun, newCaptcha } from './attack.ts'

const patienceSeconds = 120
const personMilliseconds = 2000

export async function codeMailedTo(run: AttackedRun, email: string): Promise<string> {
  const mail = await eventually(`a code reaches ${email}`, async () =>
    (await mails(run)).findLast(
      ({ subject, destination }) =>
        subject === 'Votre code de connexion' && destination.to.includes(email),
    ),
  )
  return codeLinkIn(mail).split('=')[1] as string
}

/** @returns seconds until the voter is signed in; infinity if nobody would have continued */
export async function signInByInstructions(
  run: AttackedRun,
  client: ApiClient,
  { email, password }: DemoVoter,
): Promise<number> {
  const began = Date.now()
  const seconds = () => Math.ceil((Date.now() - began) / 1000)
  let proof: object = {}
  while (seconds() < patienceSeconds) {
    const json = { email, password, ...proof }
    const { status, body } = await client.send('POST', '/api/session', { json })
    if (status === 204) return seconds()
    proof = body?.mailedCode
      ? { mailedCode: await askForMailedCode() }
      : body?.captcha
        ? { captcha: await newCaptcha(client) }
        : {}
    await wait(personMilliseconds)
  }
  return Number.POSITIVE_INFINITY

  async function askForMailedCode(): Promise<string> {
    const json = { email, wants: 'sign-in-code' }
    await client.send('POST', '/api/account/link', { json })
    return codeMailedTo(run, email)
  }
}
