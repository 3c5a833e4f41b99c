import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { expect, it, onTestFinished } from 'vitest'
import { clientDefaults } from '../../local/emulators.ts'
import { type SmsText, startHandset } from '../../local/sms/handset.ts'

it('a repeated SMS has the outcome of the first', async () => {
  const handset = await startHandset({ port: 0, voters: () => [], deployment: () => undefined })
  onTestFinished(handset.close)
  const failure = 'Phone is currently unreachable/unavailable'
  const taken: SmsText[] = []
  handset.onAccepted = (one) => taken.push(one)
  const sns = new SNSClient({ ...clientDefaults, endpoint: handset.endpoint })
  onTestFinished(() => sns.destroy())
  const body = new URLSearchParams({ phone: '+33612345678' })
  await fetch(`${handset.endpoint}/unreachable`, { method: 'POST', body })
  for (const Message of ['Bonjour', 'Bonjour', 'Bonsoir'])
    await sns.send(new PublishCommand({ PhoneNumber: '+33612345678', Message }))
  expect(taken.map(handset.recordOutcome)).toEqual([{ failure }, { failure }, 'SUCCESS'])
})
