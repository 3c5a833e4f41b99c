import {
  type CloudFrontClient,
  type DistributionConfig,
  GetDistributionCommand,
  type Origin,
  UpdateDistributionCommand,
} from '@aws-sdk/client-cloudfront'
import type { OriginHeaderChanges } from '../../domain/account/key-rotation.ts'

export const originHeaderName = 'x-origin-token'

/**
 * The header that a distribution adds to what it sends to the API, by its tokens. What CloudFormation wrote there is
 * replaced; another update of the distribution by it resolves the secret's current version again.
 * @param distributionId of the election's
 */
export function cloudfrontOriginHeader(
  client: CloudFrontClient,
  distributionId: string,
): OriginHeaderChanges {
  const read = async () => {
    const { Distribution: { DistributionConfig, Status } = {}, ETag } = await client.send(
      new GetDistributionCommand({ Id: distributionId }),
    )
    const headers = headersOf(DistributionConfig)
    if (!DistributionConfig || headers.length === 0) {
      throw new Error(`The distribution ${distributionId} sends no ${originHeaderName}`)
    }
    return { DistributionConfig, ETag, headers, isEverywhere: Status === 'Deployed' }
  }
  return {
    async find() {
      const { headers, isEverywhere } = await read()
      const [version, ...others] = new Set(headers.map(({ HeaderValue }) => HeaderValue))
      return { ...(others.length === 0 && { version }), isEverywhere }
    },

    async begin(token) {
      const { DistributionConfig, ETag, headers } = await read()
      if (headers.some(({ HeaderValue }) => HeaderValue !== token)) {
        for (const header of headers) header.HeaderValue = token
        // Whoever changed the distribution since it was read has the update refused.
        await client.send(
          new UpdateDistributionCommand({ Id: distributionId, IfMatch: ETag, DistributionConfig }),
        )
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
