import { setTimeout as sleep } from 'node:timers/promises'
import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Distribution } from '../../local/app/cloudfront-distribution.ts'
import type { SynthesisedApp } from '../../local/app/read-app.ts'
import { clientDefaults } from '../../local/engines.ts'
import { cloudfrontOriginHeader } from '../../shared/adapters/account/cloudfront-origin-header.ts'
import { sendFromNowOn } from '../../team/keys/rotate-keys.ts'
import { startCloudFrontApi } from './cloudfront-api.ts'

async function theDistributions(propagationMilliseconds: number) {
  const origin = {
    kind: 'api',
    domainName: 'api',
    path: '',
    customHeaders: { 'x-origin-token': '{{}}' },
  }
  const behaviours = [{ origin }] as unknown as Distribution['behaviours']
  const [distribution, ofStaff] = [
    { id: 'E1', domainName: 'd', behaviours },
    { id: 'E2', domainName: 'e', behaviours },
  ] as const
  const api = await startCloudFrontApi(
    { distribution, staff: { distribution: ofStaff } as SynthesisedApp['staff'], templates: [] },
    { resolveReferences: () => 'first' },
    propagationMilliseconds,
  )
  const client = new CloudFrontClient({ ...clientDefaults, endpoint: api.endpoint })
  onTestFinished(api.close)
  onTestFinished(() => client.destroy())
  return {
    headers: { now: () => api.originHeaders(Math.random() < 0.5 ? distribution : ofStaff) },
    originHeader: cloudfrontOriginHeader(client, ['E1', 'E2']),
    sleep: () => sleep(20),
  }
}

const sentBy = (headers: { now(): Record<string, string> }) =>
  new Set(Array.from({ length: 40 }, () => headers.now()['x-origin-token']))

describe('the header that CloudFront sends', () => {
  it('becomes another edge by edge, and its command waits for all of them', async () => {
    const { headers, ...rotation } = await theDistributions(300)
    const sending = sendFromNowOn(rotation, 'second')
    const seen = new Set<string | undefined>()
    while (seen.size < 2) {
      for (const value of sentBy(headers)) seen.add(value)
      await sleep(10)
    }
    await sending
    expect(sentBy(headers)).toEqual(new Set(['second']))
    expect(await rotation.originHeader.find()).toEqual({ version: 'second', isEverywhere: true })
  })

  it('is waited for again by a command that died before all edges had it', async () => {
    const { headers, ...rotation } = await theDistributions(300)
    await rotation.originHeader.begin('second')
    await sendFromNowOn(rotation, 'second')
    expect(sentBy(headers)).toEqual(new Set(['second']))
  })
})
