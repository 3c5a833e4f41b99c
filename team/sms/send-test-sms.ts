import { snsSmsCarrier } from '../../shared/adapters/sms/sns-sms-carrier.ts'
import { receiptLogGroupsOf } from '../../shared/contract/sms-resource-names.ts'
import { readPhone } from '../../shared/domain/sms/phone.ts'
import { testSms } from '../../shared/texts/sms/sms.ts'
import { CommandError } from '../command-error.ts'
import { invalidPhoneText } from '../failure-texts.ts'
import type { Target, TargetOptions } from '../reach-election.ts'
import { smsCommandTexts as texts } from './texts.ts'

export async function runTestSms(
  { deployment, election }: Target,
  input: string,
  { stack }: TargetOptions,
): Promise<number> {
  const phoneReading = readPhone(input, election.territories)
  if ('error' in phoneReading) throw new CommandError(invalidPhoneText)
  const handover = await snsSmsCarrier(deployment.sns, election).send({
    phone: phoneReading.value,
    text: testSms(election.smsSignature, election),
  })
  if (!('messageId' in handover)) {
    const reason = 'refused' in handover ? handover.refused : handover.notAccepted
    throw new CommandError(texts.refusal(reason))
  }
  console.log(texts.acceptance(handover.messageId))
  const [, , , region = '', account = ''] = deployment.outputs.ProofKeysSecret.split(':')
  const group = receiptLogGroupsOf({ region, account }).successes
  console.log(stack ? texts.receiptHint(group) : texts.handsetHint)
  return 0
}
