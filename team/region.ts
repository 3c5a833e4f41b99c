import { STSClient } from '@aws-sdk/client-sts'
import type { Election } from '../shared/domain/election/election.ts'
import { unreachableTexts } from './failure-texts.ts'

/** Sets the region of AWS's clients. @returns a sentence if the shell or profile names another one */
export async function useRegionOf({
  region,
}: Pick<Election, 'region'>): Promise<string | undefined> {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env
  const configured =
    AWS_REGION ||
    AWS_DEFAULT_REGION ||
    (await new STSClient().config.region().catch(() => undefined))
  if (configured && configured !== region) return unreachableTexts.otherRegion(configured, region)
  process.env.AWS_REGION = region
  return undefined
}
