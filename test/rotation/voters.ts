import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { enrol } from '../../shared/domain/roll/enrolment.ts'
import type { Phone } from '../../shared/domain/sms/phone.ts'
import type { keysFrom } from '../builders/values.ts'
import { aPhone, aRollEntry, password, passwordHash, securityCode } from '../builders/voters.ts'
import type { DeployedFunctions } from './deployed-functions.ts'

type Keys = ReturnType<typeof keysFrom>
type Json = { id?: string; token?: string; reissue?: unknown }

export type Token = () => string

/**
 * A voter who acts step by step, minutes apart, on any environment, while keys are rotated. Any refusal fails the
 * test.
 */
export class DrillVoter {
  readonly #functions: DeployedFunctions
  readonly #token: Token
  readonly email: string
  readonly phone: Phone = aPhone()
  readonly entry
  readonly #cookies = new Map<string, string>()
  #captchaId = ''
  reissueId = ''
  #sms: { id: string; tries: number; body: string } | undefined
  #mail: { id: string; tries: number; body: string } | undefined
  #device = ''
  private constructor(
    functions: DeployedFunctions,
    token: Token,
    entry: ReturnType<typeof aRollEntry>,
  ) {
    this.#functions = functions
    this.#token = token
    this.entry = entry
    this.email = entry.email
  }

  static async enrol(functions: DeployedFunctions, token: Token, keys: Keys): Promise<DrillVoter> {
    const entry = aRollEntry()
    const { voter } = enrol(keys, entry)
    await functions.tables.voters.enrol({ ...voter, passwordHash })
    return new DrillVoter(functions, token, entry)
  }

  /** One step a minute. SNS loses its answers, so each SMS leaves several times and must be identical. */
  readonly steps: readonly (() => Promise<void>)[] = [
    () => this.#signIn(),
    () => this.#look(),
    () => this.#drawCode(),
    () => this.#ask(),
    () => this.#look(),
    () => this.#confirm('refused'),
    () => this.#look(),
    () => this.#confirm('sent'),
    () => this.#follow(),
    () => this.#sendSms('lost'),
    ...Array.from({ length: 4 }, () => () => this.#look()),
    () => this.#sendSms('lost'),
    ...Array.from({ length: 4 }, () => () => this.#look()),
    () => this.#sendSms('sent'),
    () => this.#sendSms('again'),
    () => this.#enterBooth(),
    () => this.#signIn(),
    () => this.#showBooth(),
  ]

  async #call(step: string, method: string, path: string, json?: unknown, id?: string) {
    const cookies = [...this.#cookies].map(([name, value]) => `${name}=${value}`)
    const answer = await this.#functions.call(step, this.#token(), {
      method,
      path,
      cookies,
      ...(json !== undefined && { body: JSON.stringify(json) }),
      ...(id !== undefined && { pathParameters: { id } }),
    })
    for (const cookie of answer.cookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? []
      this.#cookies.set(name, value)
    }
    return answer
  }

  async #signIn(): Promise<void> {
    const { status } = await this.#call('sign-in', 'POST', '/api/session', {
      email: this.email,
      password,
    })
    expect(status, 'sign-in').toBe(204)
    const [device = ''] = (this.#cookies.get('__Host-device') ?? '').split('.')
    // A known browser stays known, whichever key signed its cookie.
    if (this.#device) expect(device).toBe(this.#device)
    this.#device = device
  }

  async #look(): Promise<void> {
    expect((await this.#call('show-space', 'GET', '/api/voter')).status, 'space').toBe(200)
  }

  async #drawCode(): Promise<void> {
    await this.#look()
    const { status, json } = await this.#call('create-captcha', 'POST', '/api/captchas', {})
    expect(status, 'code').toBe(201)
    this.#captchaId = (json as Json).id ?? ''
  }

  async #ask(): Promise<void> {
    const { numen, birthDate } = this.entry
    const captcha = { id: this.#captchaId, code: securityCode }
    const form = { phone: this.phone, numen, birthDate, captcha }
    const { status, text, json } = await this.#call(
      'request-reissue',
      'POST',
      '/api/reissues',
      form,
    )
    expect(status, text).toBe(202)
    this.reissueId = (json as Json).id ?? ''
    this.#sms = this.#received('sms')
    this.#mail = this.#received('mail')
  }

  #received(queue: string) {
    const body = this.#functions.standIns.take(queue, this.reissueId)
    return { id: randomUUID(), tries: 0, body }
  }

  async #deliver(
    step: string,
    queue: string,
    message: { id: string; tries: number; body: string } | undefined,
  ) {
    if (!message) throw new Error(`Nothing is in the queue of ${step}`)
    message.tries++
    return this.#functions.deliver(step, queue, message.id, message.tries, message.body)
  }

  async #confirm(outcome: 'refused' | 'sent'): Promise<void> {
    const { throttles, mails } = this.#functions.standIns
    const before = mails.length
    throttles.mails = outcome === 'refused' ? 2 : 0
    await this.#deliver('mail-voters', 'mail', this.#mail)
    throttles.mails = 0
    if (outcome === 'refused') this.#mail = this.#received('mail')
    expect(mails.length - before, 'mails').toBe(outcome === 'sent' ? 1 : 0)
  }

  async #follow(): Promise<void> {
    const path = `/api/reissues/${this.reissueId}`
    const { status } = await this.#call('follow-reissue', 'GET', path, undefined, this.reissueId)
    expect(status, 'progress').toBe(200)
  }

  cancelLink(): string {
    const mail = this.#functions.standIns.mails.findLast(({ to }) => to === this.email)
    const [, token = ''] =
      new RegExp(`#${this.reissueId}\\.([\\w-]{43})`).exec(mail?.text ?? '') ?? []
    return token
  }

  async cancel(token = this.cancelLink()): Promise<number> {
    const path = `/api/reissues/${this.reissueId}/cancel`
    return (await this.#call('cancel-reissue', 'POST', path, { token }, this.reissueId)).status
  }

  texts(): string[] {
    return this.#functions.standIns.texts
      .filter(({ phone }) => phone === this.phone)
      .map(({ body }) => /B5\w\w \w{4} \w{4}/.exec(body)?.[0] ?? '')
  }

  async #sendSms(outcome: 'lost' | 'sent' | 'again'): Promise<void> {
    const { throttles } = this.#functions.standIns
    const before = this.texts().length
    throttles.sms = outcome === 'lost' ? 1 : 0
    const sent = () => this.texts().length - before
    // A sender on a busy machine may miss its turn; the queue retries.
    for (let tries = 0; tries < 3 && sent() === 0; tries++) {
      await this.#deliver('send-identifier', 'sms', this.#sms)
    }
    throttles.sms = 0
    expect(sent(), `SMS ${outcome}`).toBe(outcome === 'again' ? 0 : 1)
  }

  async #enterBooth(): Promise<void> {
    const [identifier] = this.texts()
    const { status, text } = await this.#call('enter-booth', 'POST', '/api/booth/session', {
      identifier,
      password,
    })
    expect(status, text).toBe(204)
  }

  async #showBooth(): Promise<void> {
    await this.#enterBooth()
    expect((await this.#call('show-booth', 'GET', '/api/booth')).status, 'booth').toBe(200)
  }

  forgetDevice(): void {
    this.#device = ''
  }

  async returns(): Promise<void> {
    await this.#signIn()
    await this.#showBooth()
  }

  cookie(name: string): string | undefined {
    return this.#cookies.get(name)
  }

  setCookie(name: string, value: string): void {
    this.#cookies.set(name, value)
  }

  async space(): Promise<number> {
    return (await this.#call('show-space', 'GET', '/api/voter')).status
  }
}
