import {
  InvalidParameterException,
  OptedOutException,
  PublishCommand,
  type SNSClient,
  SNSServiceException,
} from '@aws-sdk/client-sns'
import type { SmsCarrier } from '../../domain/sms/sms-delivery.ts'

/** SNS has no idempotency token for SMS: after a lost answer, the voter may get the SMS twice. */
export function snsSmsCarrier(
  client: SNSClient,
  settings: { senderId: string; smsMaxPriceUsd: number },
): SmsCarrier {
  return {
    async send({ phone, text }) {
      try {
        const { MessageId } = await client.send(
          new PublishCommand({
            PhoneNumber: phone,
            Message: text,
            MessageAttributes: {
              'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
              'AWS.SNS.SMS.SenderID': { DataType: 'String', StringValue: settings.senderId },
              'AWS.SNS.SMS.MaxPrice': {
                DataType: 'Number',
                StringValue: settings.smsMaxPriceUsd.toFixed(2),
              },
            },
          }),
        )
        if (!MessageId) throw new Error('SNS gave no message id')
        return { messageId: MessageId }
      } catch (error) {
        // `InvalidParameter` may also report these refusals: "Phone number is opted out" or "… is not valid".
        if (error instanceof OptedOutException) return { refused: 'opted-out' }
        if (error instanceof InvalidParameterException && /phone ?number/i.test(error.message)) {
          return { refused: /opted out/i.test(error.message) ? 'opted-out' : 'invalid-number' }
        }
        if (error instanceof SNSServiceException)
          return { notAccepted: error.name, isCertain: error.$fault === 'client' }
        throw error
      }
    },
  }
}
