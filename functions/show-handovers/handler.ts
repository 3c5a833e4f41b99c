import { dynamoHandoverDays } from '../../shared/adapters/sms/dynamo-handover-days.ts'
import { serveAlways } from '../../shared/runtime/serve.ts'
import { wire } from '../../shared/runtime/wire.ts'
import { resources } from './resources.ts'
import { showHandovers } from './show-handovers.ts'

const wired = wire(resources)
const { database, tables, time } = wired
const { election, clock, wall } = time
const dependencies = {
  handoverDays: dynamoHandoverDays(database, tables.smsDays),
  clock,
  wall,
}

export const handler = serveAlways(wired, {
  'GET /api/service-status': async () => ({
    status: 200,
    body: await showHandovers(dependencies, election),
    // CloudFront keeps it too: however many look, each of its locations asks once a minute.
    headers: { 'cache-control': 'public, max-age=60' },
  }),
})
