import { dynamoAttempts } from '../../shared/adapters/account/dynamo-attempts.ts'
import { dynamoCaptchas } from '../../shared/adapters/account/dynamo-captchas.ts'
import { dynamoArrivals } from '../../shared/adapters/reissue/dynamo-arrivals.ts'
import { boothSignInBody } from '../../shared/contract/booth.ts'
import { checkPasswordHashing } from '../../shared/domain/account/password.ts'
import { readBody } from '../../shared/runtime/check-body.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem, problemOf } from '../../shared/runtime/problem.ts'
import { serve, voterPorts } from '../../shared/runtime/serve.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { enterBooth } from './enter-booth.ts'
import { resources } from './resources.ts'

await checkPasswordHashing()

const runtime = wireWithKeys(resources)
const { database, tables } = runtime
const dependencies = {
  ...voterPorts(runtime),
  attempts: dynamoAttempts(database, tables.attempts),
  captchas: dynamoCaptchas(database, tables.captchas),
  arrivals: dynamoArrivals(database, tables.reissues),
  journal,
}

export const handler = serve(runtime, {
  async 'POST /api/booth/session'({
    json,
    spaceClaim,
    deviceCookie,
    clientNetwork,
    sessionCookie,
  }) {
    if (!spaceClaim) throw new Problem('unauthenticated')
    const result = await enterBooth(
      { ...dependencies, keys: await runtime.keys() },
      { ...readBody(boothSignInBody, json), claim: spaceClaim, deviceCookie, clientNetwork },
    )
    if (result.outcome === 'entered') {
      journal({ event: 'booth.opened' })
      return { status: 204, cookies: [sessionCookie('__Host-booth', result.cookie)] }
    }
    journal({ event: 'booth.refused' })
    if (result.outcome === 'both-factors-lost')
      throw new Problem(result.outcome, { until: runtime.time.toWall(result.until) })
    throw problemOf(result)
  },
})
