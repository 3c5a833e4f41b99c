import {
  type CloudFrontClient,
  type DistributionConfig,
  GetDistributionConfigCommand,
  UpdateDistributionCommand,
  waitUntilDistributionDeployed,
} from '@aws-sdk/client-cloudfront'
import type { OriginHeader } from '../../domain/account/key-rotation.ts'

export const originHeaderName = 'x-origin-token'

/** A change is at every edge after some minutes; AWS says that it is with the distribution's status. */
const longestSeconds = 3600

/**
 * The header that a distribution adds to what it sends to the API. What CloudFormation wrote there is replaced; another
 * update of the distribution by it resolves the secret's current version again.
 * @param distributionId of the election's
 */
export function cloudfrontOriginHeader(
  client: CloudFrontClient,
  distributionId: string,
  pollSeconds = 10,
): OriginHeader {
  const read = async () => {
    const { DistributionConfig, ETag } = await client.send(
      new GetDistributionConfigCommand({ Id: distributionId }),
    )
    const headers = DistributionConfig ? headersOf(DistributionConfig) : []
    if (!DistributionConfig || headers.length === 0) {
      throw new Error(`The distribution ${distributionId} sends no ${originHeaderName}`)
    }
    return { DistributionConfig, ETag, headers }
  }
  return {
    async find() {
      const values = new Set((await read()).headers.map(({ HeaderValue }) => HeaderValue))
      return values.size === 1 ? [...values][0] : undefined
    },

    async send(token) {
      const { DistributionConfig, ETag, headers } = await read()
      if (headers.some(({ HeaderValue }) => HeaderValue !== token)) {
        for (const header of headers) header.HeaderValue = token
        // Whoever changed the distribution since it was read has the update refused.
        await client.send(
          new UpdateDistributionCommand({ Id: distributionId, IfMatch: ETag, DistributionConfig }),
        )
      }
      await waitUntilDistributionDeployed(
        { client, maxWaitTime: longestSeconds, minDelay: pollSeconds, maxDelay: pollSeconds },
        { Id: distributionId },
      )
    },
  }
}

function headersOf({ Origins }: DistributionConfig) {
  return (Origins?.Items ?? [])
    .flatMap(({ CustomHeaders }) => CustomHeaders?.Items ?? [])
    .filter(({ HeaderName }) => HeaderName?.toLowerCase() === originHeaderName)
}
