import {
  CloudFrontClient,
  GetDistributionCommand,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront'
import { expect, test } from 'vitest'
import { cloudfrontOriginHeader } from '../../shared/adapters/account/cloudfront-origin-header.ts'
import { mockedClients } from '../fakes/mocked-clients.ts'

const client = new CloudFrontClient({ region: 'us-east-1' })
const cloudFront = mockedClients(client)
const header = cloudfrontOriginHeader(client, ['DISTRIBUTION1'])

type Origin = Record<string, string> | undefined

const headersOf = (headers: object) =>
  Object.entries(headers).map(([HeaderName, HeaderValue]) => ({ HeaderName, HeaderValue }))

const distribution = (origins: readonly Origin[]) => ({
  CallerReference: 'once',
  Origins: {
    Items: origins.map((headers) => ({
      Id: 'origin',
      CustomHeaders: headers ? { Items: headersOf(headers) } : { Quantity: 0 },
    })),
  },
})

function deployed(origins: readonly Origin[], Status = 'Deployed', Id = 'DISTRIBUTION1') {
  const DistributionConfig = distribution(origins)
  cloudFront
    .on(GetDistributionCommand, { Id })
    .resolves({ ETag: `of ${Id}`, Distribution: { Status, DistributionConfig } } as object)
  cloudFront.on(UpdateDistributionCommand).resolves({})
}

const tells = (DistributionConfig: object) =>
  void cloudFront
    .on(GetDistributionCommand)
    .resolves({ Distribution: { Status: 'Deployed', DistributionConfig } } as object)

const updates = () =>
  cloudFront.commandCalls(UpdateDistributionCommand).map(({ args }) => args[0].input)

test('the header of a distribution is known once all its origins get the same, and whether all edges know', async () => {
  deployed([{ 'x-origin-token': 'v1' }, undefined, { 'X-Origin-Token': 'v1', 'x-other': 'v2' }])
  expect(await header.find()).toEqual({ version: 'v1', isEverywhere: true })
  deployed([{ 'x-origin-token': 'v1' }], 'InProgress')
  expect(await header.find()).toEqual({ version: 'v1', isEverywhere: false })
  deployed([{ 'x-origin-token': 'v1' }, { 'x-origin-token': 'v2' }])
  expect(await header.find()).toEqual({ isEverywhere: true })
})

test('the header of a distribution becomes the token for all origins that have it, and nothing else of them is changed', async () => {
  deployed([{ 'x-origin-token': 'v1', 'x-other': 'kept' }, undefined, { 'X-Origin-Token': 'v2' }])
  expect(await header.send('v2')).toBe(true)
  expect(updates()).toEqual([
    {
      ...{ Id: 'DISTRIBUTION1', IfMatch: 'of DISTRIBUTION1' },
      DistributionConfig: distribution([
        { 'x-origin-token': 'v2', 'x-other': 'kept' },
        undefined,
        { 'X-Origin-Token': 'v2' },
      ]),
    },
  ])
})

test('the header of a distribution that is the token already is left alone', async () => {
  deployed([{ 'x-origin-token': 'v2' }])
  expect(await header.send('v2')).toBe(true)
  expect(updates()).toEqual([])
})

test('the header of two distributions is known once both send it everywhere, and only a different one is changed', async () => {
  const both = cloudfrontOriginHeader(client, ['DISTRIBUTION1', 'DISTRIBUTION2'])
  deployed([{ 'x-origin-token': 'v2' }])
  deployed([{ 'x-origin-token': 'v1' }], 'Deployed', 'DISTRIBUTION2')
  expect(await both.find()).toEqual({ isEverywhere: true })
  expect(await both.send('v2')).toBe(true)
  expect(updates()).toEqual([
    {
      ...{ Id: 'DISTRIBUTION2', IfMatch: 'of DISTRIBUTION2' },
      DistributionConfig: distribution([{ 'x-origin-token': 'v2' }]),
    },
  ])
  deployed([{ 'x-origin-token': 'v2' }], 'InProgress', 'DISTRIBUTION2')
  expect(await both.find()).toEqual({ version: 'v2', isEverywhere: false })
})

test.each<[string, () => void]>([
  ['has none', () => deployed([{ 'x-other': 'v1' }])],
  ['tells no origins', () => tells({})],
  ['tells none of them', () => tells({ Origins: {} })],
  ['tells no headers', () => tells({ Origins: { Items: [{ Id: 'origin' }] } })],
  [
    'tells one without a name',
    () => tells({ Origins: { Items: [{ CustomHeaders: { Items: [{}] } }] } }),
  ],
  ['is not told of', () => void cloudFront.on(GetDistributionCommand).resolves({})],
])('a header that %s is neither known nor changed', async (_, prepare) => {
  prepare()
  const why = 'DISTRIBUTION1 sends no x-origin-token'
  await expect(header.find()).rejects.toThrow(why)
  await expect(header.send('v2')).rejects.toThrow(why)
  expect(updates()).toEqual([])
})
