import { dynamoPhoneReleases } from '../../shared/adapters/dynamo-phone-releases.ts'
import { dynamoSmsCeilings } from '../../shared/adapters/dynamo-sms-ceilings.ts'
import { dynamoVoters } from '../../shared/adapters/dynamo-voters.ts'
import { type Reached, type ReachOptions, reaching } from '../roll/reach-roll.ts'
import { freePhone } from './free-phone.ts'
import { grantSms, type Recipient } from './grant-sms.ts'

// Each resolves to the exit code: 1 when nothing was done, 2 when no election was named.

/** `npm run helpdesk -- sms` */
export function runGrantSms(recipient: Recipient, options: ReachOptions): Promise<number> {
  return telling(options, (engines) => grantSms(engines, recipient))
}

/** `npm run helpdesk -- free-phone` */
export function runFreePhone(phone: string, options: ReachOptions): Promise<number> {
  return telling(options, (engines) => freePhone(engines, phone))
}

function telling(
  options: ReachOptions,
  act: (engines: ReturnType<typeof enginesOf>) => Promise<{ done: boolean; told: string[] }>,
): Promise<number> {
  return reaching(options, async (reached) => {
    const { done, told } = await act(enginesOf(reached))
    for (const line of told) (done ? console.log : console.error)(line)
    return done ? 0 : 1
  })
}

function enginesOf({ deployment, election }: Reached) {
  const { database, keys, outputs } = deployment
  const { VotersTable: voters, PhonesTable: phones } = outputs
  return {
    voters: dynamoVoters(database, voters),
    smsCeilings: dynamoSmsCeilings(database, { voters, phones }),
    phoneReleases: dynamoPhoneReleases(database, phones),
    keys,
    election,
    clock: () => new Date(),
  }
}
