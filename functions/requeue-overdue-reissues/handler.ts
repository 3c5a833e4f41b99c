import { setTimeout as sleep } from 'node:timers/promises'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { allAnswered } from '../../shared/access/all-answered.ts'
import { lambdaLedgerReading } from '../../shared/adapters/ledger/lambda-ledger-reading.ts'
import { ledgerTables } from '../../shared/adapters/ledger/ledger-records.ts'
import { dynamoDomainFailures } from '../../shared/adapters/mail/dynamo-domain-failures.ts'
import { dynamoOverdueReissues } from '../../shared/adapters/reissue/dynamo-overdue-reissues.ts'
import { dynamoRollSeal } from '../../shared/adapters/roll/dynamo-roll-seal.ts'
import { dynamoHandoverDays } from '../../shared/adapters/sms/dynamo-handover-days.ts'
import { dynamoSmsBreakers } from '../../shared/adapters/sms/dynamo-sms-breakers.ts'
import { dynamoSmsDays } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import { dynamoSmsSlots } from '../../shared/adapters/sms/dynamo-sms-slots.ts'
import { sqsQueue } from '../../shared/adapters/sqs-queue.ts'
import { clientDefaults } from '../../shared/runtime/clients/client-defaults.ts'
import { sqsClient } from '../../shared/runtime/clients/sqs.ts'
import { journal, nameOf } from '../../shared/runtime/journal.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { correctSlots } from './correct-slots.ts'
import { countLateSms } from './count-late-sms.ts'
import { phaseToTell, suspensionNews } from './queue-suspension-news.ts'
import { requeueOverdueReissues } from './requeue-overdue-reissues.ts'
import { resources } from './resources.ts'
import { sealRoll } from './seal-roll.ts'
import { watchLedger } from './watch-ledger.ts'
import { watchMails } from './watch-mails.ts'
import { smsWatch } from './watch-sms.ts'

const { database, tables, queues, ledgerWriter, time } = wire(resources)
const { election, clock } = time
const sqs = sqsClient()
const dependencies = {
  overdueReissues: dynamoOverdueReissues(database, tables.reissues),
  smsBreakers: dynamoSmsBreakers(database, tables.smsDays),
  smsDays: dynamoSmsDays(database, tables.smsDays),
  smsSlots: dynamoSmsSlots(database, tables.smsDays),
  domainFailures: dynamoDomainFailures(database, tables.mailTurns),
  handoverDays: dynamoHandoverDays(database, tables.smsDays),
  ledgerReading: lambdaLedgerReading(new LambdaClient(clientDefaults), ledgerWriter),
  streams: ledgerTables.length,
  rollSeal: dynamoRollSeal(database, tables.rollOperations),
  election,
  queues: {
    sms: sqsQueue(sqs, queues.sms),
    mail: sqsQueue(sqs, queues.mail),
  },
  timeZone: election.timeZone,
  clock,
  pause: sleep,
  journal,
}

const watchSms = smsWatch(dependencies)
const tellOfSuspension = suspensionNews({
  ...dependencies,
  news: sqsQueue(sqs, queues.news),
  phase: () => phaseToTell(time.calendar(), new Date()),
})

export async function handler(): Promise<void> {
  try {
    await time.refresh()
    // What is said of those who wait must not keep them waiting, nor be kept from being said.
    await allAnswered([
      sealRoll({ ...dependencies, election: time.file, clock: () => new Date() }),
      watchMails(dependencies),
      watchLedger(dependencies),
      tellOfSuspension(),
      // Nothing is due while the election is suspended, nor late. Written each minute: the ledger's heartbeat.
      ...(time.suspendedSince()
        ? [dependencies.handoverDays.recordLate({ at: new Date(), count: 0 })]
        : [
            requeueOverdueReissues(dependencies),
            countLateSms(dependencies),
            correctSlots(dependencies),
            watchSms(),
          ]),
    ])
  } catch (error) {
    journal({ event: 'sweep.failed', error: nameOf(error) })
    // Lambda logs what is thrown: the SDK's own errors may echo their input.
    throw new Error('The sweep did not finish')
  }
}
