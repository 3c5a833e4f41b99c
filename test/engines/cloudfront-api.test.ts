import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Distribution } from '../../local/app/cloudfront-distribution.ts'
import type { SynthesisedApp } from '../../local/app/read-app.ts'
import { clientDefaults } from '../../local/engines.ts'
import { cloudfrontOriginHeader } from '../../shared/adapters/account/cloudfront-origin-header.ts'
import { waitingHeader } from '../../team/keys/ask-team-function.ts'
import { startCloudFrontApi } from './cloudfront-api.ts'

/** Of the voters' site and of the staff's, whose edges a request meets. */
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
    header: waitingHeader(cloudfrontOriginHeader(client, ['E1', 'E2']), 20),
  }
}

const sentBy = (headers: { now(): Record<string, string> }) =>
  new Set(Array.from({ length: 40 }, () => headers.now()['x-origin-token']))

describe('the header that CloudFront sends', () => {
  it('becomes another edge by edge, and its command waits for all of them', async () => {
    const { headers, header } = await theDistributions(300)
    const sending = header.send('second')
    const seen = new Set<string | undefined>()
    while (seen.size < 2) {
      for (const value of sentBy(headers)) seen.add(value)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    await sending
    expect(sentBy(headers)).toEqual(new Set(['second']))
    expect(await header.find()).toBe('second')
  })

  it('is waited for again by a command that died before all edges had it', async () => {
    const { headers, header } = await theDistributions(300)
    header.send('second').catch(() => {})
    while ((await header.find()) !== 'second') await new Promise(setImmediate)
    await header.send('second')
    expect(sentBy(headers)).toEqual(new Set(['second']))
  })
})
