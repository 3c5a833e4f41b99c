import { eventually, requestReissue, signIn } from '../journey/local-run.ts'
import { bareClient } from '../journey/without-cloudfront.ts'
import type { Attack } from './attack.ts'

const rounds = 14
const ceiling = 10

export const askAgainUnreachable: Attack = async (run) => {
  const voter = run.anotherVoter()
  const phone = run.anotherPhone()
  const client = await signIn(run, voter, bareClient(run, '203.0.113.60'))
  const before = run.handset.texts.length
  const outcomeOf = run.handset.outcomeOf
  run.handset.outcomeOf = (text) =>
    text.phone === phone
      ? { failure: 'Phone is currently unreachable/unavailable' }
      : outcomeOf(text)
  let refusal = ''
  for (let round = 0; round < rounds && refusal === ''; round++) {
    const answer = await requestReissue(client, voter, phone)
    if (answer.status !== 202) refusal = String(answer.body?.code)
    else await failed(String(answer.body.id))
  }
  run.handset.outcomeOf = outcomeOf
  if (run.handset.texts.length === before) throw new Error(`No SMS at all: ${refusal}`)
  return [
    {
      what: `SMS to one unreachable phone, asked for ${rounds} times (then: ${refusal || 'no refusal'})`,
      measured: run.handset.texts.slice(before).filter((text) => text.phone === phone).length,
      bound: ceiling,
      unit: 'SMS',
    },
  ]

  function failed(reissueId: string): Promise<true> {
    let state: unknown
    return eventually(
      'its SMS has failed',
      async () => {
        const { body } = await client.send('GET', `/api/reissues/${reissueId}`)
        state = body
        return body?.state === 'failed' || undefined
      },
      { details: () => `${JSON.stringify(state)}\n${run.linesAbout(reissueId)}` },
    )
  }
}
