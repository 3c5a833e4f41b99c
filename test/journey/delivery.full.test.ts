import { expect, onTestFinished } from 'vitest'
import { envVar } from '../../local/run.ts'
import { identifierText } from '../../shared/domain/voter/identifier.ts'
import { deriveIdentifier } from '../../shared/domain/voter/identifier-derivation.ts'
import { voterIdOf } from '../../shared/domain/voter/voter.ts'
import { fromNow, itemOf, setItem } from './items.ts'
import {
  anAcceptedRequest,
  eventually,
  identifierIn,
  opensBooth,
  stateReached,
} from './local-run.ts'
import { putSms } from './queued-sms.ts'
import { test } from './shared-run.ts'

test('a sender killed after SNS took the SMS sends the same identifier again', async ({ run }) => {
  const { voter, client, phone, reissueId } = await anAcceptedRequest(run)
  const derived = deriveIdentifier(run.keys, voterIdOf(run.keys, voter.email), reissueId)
  const identifier = identifierText(derived)
  const url = envVar(run.app, 'SMS_QUEUE_URL')
  const { queue, functionName = '' } =
    run.app.consumers.find(({ queue }) => queue.url === url) ?? {}
  const texts = () => run.textsTo(phone)
  const opening = async () => ({
    old: await opensBooth(client, voter, voter.identifier),
    new: await opensBooth(client, voter, identifier),
  })
  const refuse = () => undefined
  onTestFinished(() => {
    run.handset.refusalOf = refuse
  })
  run.handset.refusalOf = () => {
    run.handset.refusalOf = refuse
    void run.lambdas.terminate(functionName)
    return undefined
  }
  await putSms(run, reissueId)
  await eventually('SNS took the SMS', () => texts().length === 1)
  expect(await opening()).toEqual({ old: true, new: false })
  expect(await itemOf(run, 'REISSUES_TABLE', { reissueId })).toMatchObject({ state: 'sending' })

  await setItem(run, 'REISSUES_TABLE', { reissueId }, { leaseEndsAt: fromNow(-60) })
  await run.retryNow(queue?.name ?? '')
  await stateReached(client, reissueId, 'sent')
  expect(texts().map(identifierIn)).toEqual([identifier, identifier])
  expect(await opening()).toEqual({ old: false, new: true })

  const journal = run.lines.join('\n')
  expect(journal).toContain('identifier.sent')
  const secrets = [
    ...Object.values<string>({ ...voter }),
    identifier,
    derived,
    phone,
    phone.slice(3),
  ]
  for (const secret of secrets) expect(journal).not.toContain(secret)
})
