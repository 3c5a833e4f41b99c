import { expect } from 'vitest'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import type { Visit } from './browser.ts'
import { fromNow, setItem } from './items.ts'
import {
  ApiClient,
  eventually,
  expectStatus,
  requestAccepted,
  requestReissue,
  signIn,
} from './local-run.ts'
import { signInAs } from './staff-steps.ts'
import { clientOf } from './staffed-run.ts'
import { shortenSessions, type WatchedRun } from './watched-run.ts'

export async function staffWalk(
  run: WatchedRun,
  visitTo: (siteUrl: string) => Promise<Visit>,
): Promise<void> {
  const idle = () => shortenSessions(run, 'STAFF_SESSIONS_TABLE', 600)
  const siteUrl = run.staff?.siteUrl ?? ''
  async function signedInAs(name: string): Promise<ApiClient> {
    const { page } = await visitTo(siteUrl)
    await signInAs(page, siteUrl, name)
    const client = await clientOf(page, siteUrl)
    await page.close()
    return client
  }
  const asking = run.anotherVoter()
  const voter = await signIn(run, asking)
  const reissueId = await requestAccepted(voter, asking, run.anotherPhone())
  await setItem(run, 'REISSUES_TABLE', { reissueId }, { heldOn: '2026-11-24' })
  const agent = await signedInAs('Alix Agent')
  const send = async (method: string, path: string, status: number, json?: object) =>
    expectStatus(await agent.send(method, path, json ? { json } : {}), status)
  const act = (action: string) =>
    send('POST', '/api/staff/file/actions', 200, { action, reason: 'demande au téléphone' })
  expectStatus(await new ApiClient(siteUrl).send('GET', '/api/staff/nowhere'), 404)

  await idle()
  await send('GET', '/api/staff/session', 200)
  await idle()
  const { numen, birthDate } = asking
  await send('POST', '/api/staff/file/identity', 204, { numen, birthDate })
  await idle()
  await send('POST', '/api/staff/file', 404, { code: '00000000' })
  expectStatus(await voter.send('POST', '/api/file-code'), 201)
  const { code } = expectStatus(await voter.send('POST', '/api/file-code'), 201).body
  await send('POST', '/api/staff/file', 204, { code })
  await idle()
  await send('GET', '/api/staff/file', 200)
  await eventually('the head is mailed', async () => {
    await run.schedules.runNow()
    return run.lines.some((line) => line.includes('ledger-head.mailed'))
  })
  // The function caches for half a minute what it read for the home page.
  await eventually('the watch has read that head', async () =>
    JSON.stringify((await send('GET', '/api/staff/watch', 200)).body).includes('REASSORT HEAD'),
  )
  await act('stop-request')
  await eventually('its mail has left', async () =>
    (await send('GET', '/api/staff/file', 200)).body.actions.includes('mail-again')
      ? true
      : undefined,
  )
  await act('mail-again')
  const [other, phone] = [run.anotherVoter(), run.anotherPhone()]
  await requestAccepted(await signIn(run, other), other, phone)
  expectStatus(await requestReissue(voter, asking, phone), 409)
  await act('free-phone')
  const key = { voterId: voterIdOf(run.keys, asking.email) }
  await setItem(run, 'VOTERS_TABLE', key, { passwordRenewedAt: fromNow(-60), smsCount: 99 })
  await act('grant-sms')
  await act('lift-wait')
  await idle()
  const { body: lifting } = await act('lift-both-lost')
  const supervisor = await signedInAs('Sacha Superviseur')
  const open = async ({ second }: { second: { code: string } }) =>
    expectStatus(
      await supervisor.send('POST', '/api/staff/file', { json: { code: second.code } }),
      204,
    )
  await open(lifting)
  expectStatus(await supervisor.send('GET', '/api/staff/file'), 200)
  expectStatus(await supervisor.send('PUT', '/api/staff/file/actions'), 200)
  await open((await act('print-notice')).body)
  await idle()
  expectStatus(await supervisor.send('PUT', '/api/staff/file/actions'), 403)
  expectStatus(await agent.send('PUT', '/api/staff/file/notice'), 403)
  const { beginning } = expectStatus(
    await supervisor.send('PUT', '/api/staff/file/notice'),
    200,
  ).body
  expect(expectStatus(await supervisor.send('PUT', '/api/staff/file/notice'), 200).body).toEqual({
    beginning,
  })
  expectStatus(await voter.send('GET', '/api/notice-end'), 200)
  await act('end-sessions')
  const right = [
    { corrects: 'identity', numen: run.anotherVoter().numen.replace(/...$/, 'XYZ'), birthDate },
    { corrects: 'email', email: `autre.${asking.email}` },
  ]
  for (const typed of right) {
    const asked = { ...typed, reason: 'mal saisi par le rectorat' }
    await idle()
    const { second } = (await send('POST', '/api/staff/file/repair', 200, asked)).body
    const withCode = { json: { code: second.code } }
    expectStatus(await supervisor.send('POST', '/api/staff/file', withCode), 204)
    expectStatus(await supervisor.send('PUT', '/api/staff/file/repair', { json: typed }), 200)
  }
  await send('DELETE', '/api/staff/file', 204)
  await send('DELETE', '/api/staff/session', 204)
  const written = run.lines.join('\n')
  for (const text of ['watch.unread', `autre.${asking.email}`]) expect(written).not.toContain(text)
}
