import { dynamoSmsCeilings } from '../../shared/adapters/dynamo-sms-ceilings.ts'
import { dynamoVoters } from '../../shared/adapters/dynamo-voters.ts'
import { type ReachOptions, reaching } from '../roll/reach-roll.ts'
import { grantSms, type Recipient } from './grant-sms.ts'

/** `npm run helpdesk -- sms`. @returns the exit code: 1 when nothing was done, 2 when it was not understood */
export function runGrantSms(recipient: Recipient, options: ReachOptions): Promise<number> {
  return reaching(options, async ({ deployment, election }) => {
    const { database, keys, outputs } = deployment
    const { VotersTable: voters, PhonesTable: phones } = outputs
    const { granted, told } = await grantSms(
      {
        voters: dynamoVoters(database, voters),
        smsCeilings: dynamoSmsCeilings(database, { voters, phones }),
        keys,
        election,
      },
      recipient,
    )
    for (const line of told) (granted ? console.log : console.error)(line)
    return granted ? 0 : 1
  })
}
