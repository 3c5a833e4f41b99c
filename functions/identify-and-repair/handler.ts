import * as z from 'zod/mini'
import { actInFile, approveInFile, type FileAction } from '../../shared/access/act-in-file.ts'
import { openFile } from '../../shared/access/open-file.ts'
import { dynamoRollReads } from '../../shared/adapters/roll/dynamo-roll-reads.ts'
import { dynamoRollRepairs } from '../../shared/adapters/roll/dynamo-roll-repairs.ts'
import { dynamoFileCodes } from '../../shared/adapters/staff/dynamo-file-codes.ts'
import { identityBody, reasonBody } from '../../shared/contract/files.ts'
import { drawFileCode } from '../../shared/domain/staff/file-code.ts'
import { readBody } from '../../shared/runtime/check-body.ts'
import {
  answerToAction,
  answerToOpening,
  callerIn,
  refusalOfRepair,
} from '../../shared/runtime/file-answers.ts'
import type { HttpReply } from '../../shared/runtime/http.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { serveAlways } from '../../shared/runtime/serve.ts'
import { staffPorts } from '../../shared/runtime/staff-ports.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { identifyVoter } from './identify-voter.ts'
import { readRepair } from './repair-form.ts'
import { repairVoter } from './repair-voter.ts'
import { resources } from './resources.ts'

const wired = wireWithKeys(resources)
const { database, tables } = wired
const ports = {
  ...staffPorts(wired),
  fileCodes: dynamoFileCodes(database, tables.fileCodes),
  drawCode: drawFileCode,
  roll: {
    ...dynamoRollReads(database, tables.voters),
    ...dynamoRollRepairs(database, tables),
  },
}

export const handler = serveAlways(wired, {
  async 'POST /api/staff/file/identity'({ json, openedCookie }) {
    const keys = await wired.keys()
    const said = z.safeParse(identityBody, json).data ?? { numen: '', birthDate: '' }
    const opening = await openFile(ports, {
      cookie: openedCookie('__Host-staff'),
      opens: 'file-opened-by-identity',
      find: (now) => identifyVoter({ ...ports, keys }, said, now),
    })
    const answer = answerToOpening(opening)
    if (answer instanceof Problem) throw answer
    return answer
  },

  async 'POST /api/staff/file/repair'(received) {
    const { json } = received
    const { held, repair } = await repairing(json)
    const asked = () => ({ action: 'repair' as const, ...readBody(reasonBody, json) })
    return answered(await actInFile(held, { ...callerIn(received), ...repair, asked }))
  },

  async 'PUT /api/staff/file/repair'(received) {
    const { held, repair } = await repairing(received.json)
    return answered(await approveInFile(held, { ...callerIn(received), ...repair }))
  },
})

async function repairing(json: unknown) {
  const keys = await wired.keys()
  const held = { ...ports, keys, key: keys['file-code'], proofKey: keys.identity }
  return { held, repair: repairVoter(held, () => readRepair(json, ports.clock())) }
}

function answered(action: FileAction): HttpReply {
  if ('action' in action) return { status: 200, body: answerToAction(action) }
  throw refusalOfRepair(action)
}
