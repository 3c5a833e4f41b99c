import { STSClient } from '@aws-sdk/client-sts'
import type { Election } from '../shared/domain/election/election.ts'
import { CommandError } from './command-error.ts'
import { mismatchTexts } from './failure-texts.ts'

export async function useRegionOf({ region }: Pick<Election, 'region'>): Promise<void> {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env
  const configuredRegion =
    AWS_REGION ||
    AWS_DEFAULT_REGION ||
    (await new STSClient().config.region().catch(() => undefined))
  if (configuredRegion && configuredRegion !== region)
    throw new CommandError(mismatchTexts.otherRegion(configuredRegion, region), 2)
  process.env.AWS_REGION = region
}
