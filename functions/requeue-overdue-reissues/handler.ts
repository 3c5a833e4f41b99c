import { setTimeout as sleep } from 'node:timers/promises'
import { dynamoOverdueReissues } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { dynamoSms } from '../../shared/adapters/sms/dynamo-sms-days.ts'
import { electionInstant } from '../../shared/domain/instants.ts'
import { openQueue } from '../../shared/runtime/clients/sqs.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { scheduledHandler } from '../../shared/runtime/scheduled-handler.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { correctSlots, countLateSms } from './count-waiting-sms.ts'
import { phaseToNotify, suspensionNotifier } from './notify-of-suspension.ts'
import { requeueOverdueReissues } from './requeue-overdue-reissues.ts'
import { resources } from './resources.ts'

const { database, tables, queues, time } = wire(resources)
const { election, clock } = time
const dependencies = {
  overdueReissues: dynamoOverdueReissues(database, tables.reissues),
  ...dynamoSms(database, tables.smsDays),
  election,
  queues: { sms: openQueue(queues.sms), mail: openQueue(queues.mail) },
  clock,
  pause: sleep,
  journal,
}

const notifyOfSuspension = suspensionNotifier({
  ...dependencies,
  notifications: openQueue(queues.news),
  readPhase: () => phaseToNotify(time.calendar(), new Date()),
})

export const handler = scheduledHandler(time, (isSuspended) => [
  notifyOfSuspension(),
  ...(isSuspended
    ? [dependencies.handoverDays.recordLate({ at: electionInstant(Date.now()), count: 0 })]
    : [
        requeueOverdueReissues(dependencies),
        countLateSms(dependencies),
        correctSlots(dependencies),
      ]),
])
