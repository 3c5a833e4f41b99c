import { STSClient } from '@aws-sdk/client-sts'
import type { Election } from '../shared/domain/election/election.ts'
import { unreachableTexts } from './failure-texts.ts'

/** Has AWS's clients call the election's region from now on. @returns why not: the shell or profile names another */
export async function useRegionOf({
  region,
}: Pick<Election, 'region'>): Promise<string | undefined> {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env
  const given =
    AWS_REGION ||
    AWS_DEFAULT_REGION ||
    (await new STSClient().config.region().catch(() => undefined))
  if (given && given !== region) return unreachableTexts.otherRegion(given, region)
  process.env.AWS_REGION = region
  return undefined
}
