import {
  type CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteSubscriptionFilterCommand,
  PutDataProtectionPolicyCommand,
  PutRetentionPolicyCommand,
  PutSubscriptionFilterCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs'
import {
  GetSMSAttributesCommand,
  SetSMSAttributesCommand,
  type SNSClient,
} from '@aws-sdk/client-sns'
import type { SmsAccount } from '../../domain/sms/sms-account.ts'

export function awsSmsAccount(sns: SNSClient, logs: CloudWatchLogsClient): SmsAccount {
  return {
    async attributes() {
      const { attributes = {} } = await sns.send(new GetSMSAttributesCommand({}))
      return attributes
    },

    async setAttributes(attributes) {
      await sns.send(new SetSMSAttributesCommand({ attributes }))
    },

    // SNS may have created the log group already; without these settings it keeps phone numbers for ever.
    async prepareLogGroup({ name, retentionDays, maskingPolicy, filterName, collector }) {
      try {
        await logs.send(new CreateLogGroupCommand({ logGroupName: name }))
      } catch (error) {
        if (!(error instanceof ResourceAlreadyExistsException)) throw error
      }
      const retention = { logGroupName: name, retentionInDays: retentionDays }
      await logs.send(new PutRetentionPolicyCommand(retention))
      const policyInput = { logGroupIdentifier: name, policyDocument: maskingPolicy }
      await logs.send(new PutDataProtectionPolicyCommand(policyInput))
      const filter = { logGroupName: name, filterName, filterPattern: '' }
      await logs.send(new PutSubscriptionFilterCommand({ ...filter, destinationArn: collector }))
    },

    async unsubscribeLogGroup({ name, filterName }) {
      try {
        const filter = { logGroupName: name, filterName }
        await logs.send(new DeleteSubscriptionFilterCommand(filter))
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error
      }
    },
  }
}
