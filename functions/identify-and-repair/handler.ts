import { type ActionResult, actInFile, approveInFile } from '../../shared/access/act-in-file.ts'
import { openFile } from '../../shared/access/open-file.ts'
import { dynamoRollReads } from '../../shared/adapters/roll/dynamo-roll-reads.ts'
import { dynamoRollRepairs } from '../../shared/adapters/roll/dynamo-roll-repairs.ts'
import { dynamoFileCodes } from '../../shared/adapters/staff/dynamo-file-codes.ts'
import { reasonBody } from '../../shared/contract/files.ts'
import { readBody } from '../../shared/runtime/check-body.ts'
import {
  actorOf,
  answerToAction,
  openingReply,
  problemOfRepair,
} from '../../shared/runtime/file-answers.ts'
import type { HttpReply } from '../../shared/runtime/http.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { serveAlways } from '../../shared/runtime/serve.ts'
import { staffPorts } from '../../shared/runtime/staff-ports.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { identifyVoter } from './identify-voter.ts'
import { readIdentity, readRepair } from './repair-form.ts'
import { repairAction } from './repair-voter.ts'
import { resources } from './resources.ts'

const runtime = wireWithKeys(resources)
const { database, tables } = runtime
const ports = {
  ...staffPorts(runtime),
  fileCodes: dynamoFileCodes(database, tables.fileCodes),
  roll: {
    ...dynamoRollReads(database, tables.voters),
    ...dynamoRollRepairs(database, tables),
  },
}

export const handler = serveAlways(runtime, {
  async 'POST /api/staff/file/identity'({ json, readCookie }) {
    const keys = await runtime.keys()
    const readIdentityInput = () => readIdentity(json, ports.clock())
    const result = await openFile(ports, {
      cookie: readCookie('__Host-staff'),
      kind: 'file-opened-by-identity',
      checkInput: readIdentityInput,
      find: () => identifyVoter({ ...ports, keys }, readIdentityInput()),
    })
    const answer = openingReply(result)
    if (answer instanceof Problem) throw answer
    return answer
  },

  async 'POST /api/staff/file/repair'(request) {
    const { json } = request
    const { repairPorts, repair } = await prepareRepair(json)
    const readRequest = () => ({ action: 'repair' as const, ...readBody(reasonBody, json) })
    return replyTo(await actInFile(repairPorts, { ...actorOf(request), ...repair, readRequest }))
  },

  async 'PUT /api/staff/file/repair'(request) {
    const { repairPorts, repair } = await prepareRepair(request.json)
    return replyTo(await approveInFile(repairPorts, { ...actorOf(request), ...repair }))
  },
})

async function prepareRepair(json: unknown) {
  const keys = await runtime.keys()
  const repairPorts = { ...ports, keys, key: keys['file-code'], proofKey: keys.identity }
  return { repairPorts, repair: repairAction(repairPorts, () => readRepair(json, ports.clock())) }
}

function replyTo(result: ActionResult): HttpReply {
  if ('action' in result) return { status: 200, body: answerToAction(result) }
  throw problemOfRepair(result)
}
