import type { DemoVoter } from '../../local/demo.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { fromNow, itemOf, setItem } from './items.ts'
import {
  ApiClient,
  expectStatus,
  filledForm,
  type LocalRun,
  requestAccepted,
  signIn,
} from './local-run.ts'
import { putOnQueue, sendSms, smsTo } from './queued-sms.ts'

export async function phonesWalk(run: LocalRun, voter: DemoVoter): Promise<void> {
  const client = await signIn(run, voter)
  const [first, second] = [run.anotherPhone(), run.anotherPhone()]
  const key = { voterId: voterIdOf(run.keys, voter.email) }
  const { password } = voter
  const sent = async (to: string, text: RegExp, earlier = 0) =>
    text.exec(await smsTo(run, to, text, earlier))?.[1] ?? ''
  const atOnce = (sms: object) => putOnQueue(run, 'SMS_QUEUE_URL', { ...key, ...sms })
  const ask = async (json: object) =>
    expectStatus(await client.send('POST', '/api/phone', { json }), 202)
  const confirm = async (code: string, status = 204) =>
    expectStatus(await client.send('POST', '/api/phone/confirmation', { json: { code } }), status)
  const aCode = /#(\d{6})$/

  await ask({ phone: first, password })
  const code = await sent(first, aCode)
  await confirm(code === '000000' ? '000001' : '000000', 403)
  await confirm(code)
  const { knownPhone } = (await itemOf(run, 'VOTERS_TABLE', key)) as { knownPhone: object }
  const settled = { knownPhone: { ...knownPhone, settlesAt: fromNow(-1) } }
  await setItem(run, 'VOTERS_TABLE', key, { ...settled, passwordRenewedAt: fromNow(-60) })
  await ask({ password })
  await confirm(await sent(first, aCode, 1))

  const { phone: _, ...form } = await filledForm(client, voter, first)
  const json = { ...form, toKnownPhone: true }
  const { body } = expectStatus(await client.send('POST', '/api/reissues', { json }), 202)
  await sendSms(run, client, body.id)
  const id = await requestAccepted(client, voter, run.anotherPhone())
  await atOnce({ sms: 'other-phone-requested', id })
  await sent(first, /(vers un autre numéro)/)

  await ask({ phone: second, password })
  await confirm(await sent(second, aCode))
  const removal = { json: { password } }
  expectStatus(await client.send('POST', '/api/phone/removal', removal), 204)
  await atOnce({ sms: 'phone-changed' })
  const token = await sent(first, /\/tel\/#([\w-]{38})/)
  const stranger = new ApiClient(run.siteUrl)
  expectStatus(await stranger.send('POST', '/api/phone/undo', { json: { token } }), 204)
}
