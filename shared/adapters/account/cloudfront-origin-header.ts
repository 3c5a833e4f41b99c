import {
  type CloudFrontClient,
  type DistributionConfig,
  GetDistributionCommand,
  type Origin,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront'
import type { OriginHeader } from '../../domain/account/key-rotation.ts'
import { originHeaderName } from '../../domain/keys.ts'

/** CloudFormation's next update of a distribution resets this header to the secret's current token. */
export function cloudfrontOriginHeader(
  client: CloudFrontClient,
  distributionIds: readonly string[],
): OriginHeader {
  const readDistribution = async (Id: string) => {
    const { Distribution: { DistributionConfig, Status } = {}, ETag } = await client.send(
      new GetDistributionCommand({ Id }),
    )
    const headers = headersOf(DistributionConfig)
    if (!DistributionConfig || headers.length === 0) {
      throw new Error(`The distribution ${Id} sends no ${originHeaderName}`)
    }
    return { Id, DistributionConfig, ETag, headers, isEverywhere: Status === 'Deployed' }
  }
  const readDistributions = () => Promise.all(distributionIds.map(readDistribution))
  return {
    async find() {
      const distributions = await readDistributions()
      const headers = distributions.flatMap((distribution) => distribution.headers)
      const [version, ...otherVersions] = new Set(headers.map(({ HeaderValue }) => HeaderValue))
      const isEverywhere = distributions.every((distribution) => distribution.isEverywhere)
      return { ...(otherVersions.length === 0 && { version }), isEverywhere }
    },

    async send(token) {
      for (const { DistributionConfig, ETag: IfMatch, headers, Id } of await readDistributions()) {
        if (headers.every(({ HeaderValue }) => HeaderValue === token)) continue
        for (const header of headers) header.HeaderValue = token
        await client.send(new UpdateDistributionCommand({ Id, IfMatch, DistributionConfig }))
      }
      return true
    },
  }
}

function headersOf(distribution: DistributionConfig | undefined) {
  const headersOfOrigin = ({ CustomHeaders }: Origin) =>
    CustomHeaders?.Items?.filter(
      ({ HeaderName }) => HeaderName?.toLowerCase() === originHeaderName,
    ) ?? []
  return distribution?.Origins?.Items?.flatMap(headersOfOrigin) ?? []
}
