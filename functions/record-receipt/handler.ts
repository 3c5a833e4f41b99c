import { dynamoSmsReceipts } from '../../shared/adapters/reissue/dynamo-sms-receipts.ts'
import { dynamoSms } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import { receiptMessage } from '../../shared/contract/queue-messages.ts'
import { openQueue } from '../../shared/runtime/clients/sqs.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { consume } from '../../shared/runtime/queue.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { recordReceipt, unknownReceiptRetrySeconds } from './record-receipt.ts'
import { resources } from './resources.ts'

const runtime = wire(resources)
const { database, tables, queues, time } = runtime
const { election, clock, fromWall } = time
const dependencies = {
  ...dynamoSms(database, tables.smsDays),
  smsReceipts: dynamoSmsReceipts(database, tables),
  timeZone: election.timeZone,
  notifications: openQueue(queues.news),
  clock,
  journal,
}

export const handler = consume(runtime, 'receipt', {
  schema: receiptMessage,
  async consume(receipt, { ageSeconds }) {
    const { messageId, failure } = receipt
    const result = await recordReceipt(dependencies, { ...receipt, at: fromWall(receipt.at) })
    switch (result.outcome) {
      case 'recorded': {
        const { reissueId, territory } = result
        journal({ event: 'receipt.recorded', reissueId, territory, ...(failure && { failure }) })
        return 'done'
      }
      case 'unchanged':
      case 'phone-sms':
        journal({ event: 'receipt.dropped', messageId, why: result.outcome })
        return 'done'
      case 'unknown':
        if (ageSeconds < unknownReceiptRetrySeconds) return 'later'
        journal({ event: 'receipt.dropped', messageId, why: 'unknown' })
        return 'done'
    }
  },
})
