import type { KeyObject } from 'node:crypto'
import * as z from 'zod/mini'
import { type ActionResult, actInFile, approveInFile } from '../../shared/access/act-in-file.ts'
import { openFile } from '../../shared/access/open-file.ts'
import { authenticateStaff, type SignedInStaff } from '../../shared/access/signed-in-staff.ts'
import { dynamoKnownPhones } from '../../shared/adapters/account/dynamo-known-phones.ts'
import { dynamoPasswordLinks } from '../../shared/adapters/account/dynamo-password-links.ts'
import { dynamoCancellations } from '../../shared/adapters/reissue/dynamo-cancellations.ts'
import { dynamoReissueMails } from '../../shared/adapters/reissue/dynamo-reissues.ts'
import { dynamoReissuesOfVoter } from '../../shared/adapters/reissue/dynamo-reissues-of-voter.ts'
import { dynamoSmsGrants } from '../../shared/adapters/sms/dynamo-sms-grants.ts'
import { dynamoFileCodes } from '../../shared/adapters/staff/dynamo-file-codes.ts'
import { dynamoVoterGrants } from '../../shared/adapters/staff/dynamo-voter-grants.ts'
import { dynamoTakenPhones } from '../../shared/adapters/voter/dynamo-voters.ts'
import { fileActionBody, openFileBody } from '../../shared/contract/files.ts'
import type { StaffSessionView } from '../../shared/contract/staff-session.ts'
import { hashFileCode } from '../../shared/domain/staff/file-code.ts'
import { staffTokenHash } from '../../shared/domain/staff/staff-session.ts'
import { readBody } from '../../shared/runtime/check-body.ts'
import {
  actorOf,
  answerToAction,
  openingReply,
  problemOfAction,
} from '../../shared/runtime/file-answers.ts'
import { cookie, type HttpReply } from '../../shared/runtime/http.ts'
import { journal } from '../../shared/runtime/journal.ts'
import { Problem } from '../../shared/runtime/problem.ts'
import { serveAlways } from '../../shared/runtime/serve.ts'
import { staffPorts } from '../../shared/runtime/staff-ports.ts'
import { wireWithKeys } from '../../shared/runtime/wire-with-keys.ts'
import { voteStateText } from '../../shared/texts/election/vote-state.ts'
import { fileActions } from './act-on-file.ts'
import { resources } from './resources.ts'
import { showFile } from './show-file.ts'

const runtime = wireWithKeys(resources)
const { database, tables, time } = runtime
const { electionFile, toWall } = time
const ports = staffPorts(runtime)
const { sessions, clock } = ports

const actionPorts = {
  ...ports,
  fileCodes: dynamoFileCodes(database, tables.fileCodes),
  voterGrants: dynamoVoterGrants(database, tables),
  takenPhones: dynamoTakenPhones(database, tables.voters),
  cancellations: dynamoCancellations(database, tables),
  reissueMails: dynamoReissueMails(database, tables.reissues),
  smsGrants: dynamoSmsGrants(database, tables),
  knownPhones: dynamoKnownPhones(database, tables),
  journal,
}

const viewPorts = {
  ...ports,
  toWall,
  reissuesOfVoter: dynamoReissuesOfVoter(database, tables.reissues),
  passwordLinks: dynamoPasswordLinks(database, tables.passwordLinks),
}

export const handler = serveAlways(runtime, {
  async 'GET /api/staff/session'({ readCookie }) {
    const { person, session } = await callerOf(readCookie('__Host-staff'))
    const body = {
      email: person.email,
      role: person.role,
      election: { title: electionFile.title, timeZone: electionFile.timeZone },
      session: { expiresAt: session.expiresAt.toISOString(), endsAt: session.endsAt.toISOString() },
    } satisfies StaffSessionView
    return { status: 200, body }
  },

  async 'DELETE /api/staff/session'({ readCookie }) {
    const tokenHash = staffTokenHash(readCookie('__Host-staff'))
    if (tokenHash) await sessions.close(tokenHash)
    journal({ event: 'staff.signed-out' })
    return { status: 204, cookies: [cookie('__Host-staff')] }
  },

  async 'POST /api/staff/file'({ json, readCookie }) {
    const keys = await runtime.keys()
    const { code = '' } = z.safeParse(openFileBody, json).data ?? {}
    const result = await openFile(ports, {
      cookie: readCookie('__Host-staff'),
      kind: 'file-opened',
      find: (now, person) =>
        actionPorts.fileCodes.consume(hashFileCode(keys['file-code'], code), now, person),
    })
    const answer = openingReply(result)
    if (answer instanceof Problem) throw answer
    return answer
  },

  async 'GET /api/staff/file'({ readCookie }) {
    const isSuspended = time.suspendedSince() !== undefined
    const dependencies = { ...viewPorts, isSuspended }
    const display = await showFile(dependencies, readCookie('__Host-staff'))
    if (display.outcome !== 'shown') throw new Problem(display.outcome)
    const { outcome: _, ...view } = display
    return { status: 200, body: { ...view, vote: voteStateText(time, electionFile, clock()) } }
  },

  async 'DELETE /api/staff/file'({ readCookie }) {
    const { session } = await callerOf(readCookie('__Host-staff'))
    await sessions.closeFile(session.tokenHash)
    return { status: 204 }
  },

  async 'POST /api/staff/file/actions'(request) {
    const { json } = request
    const caller = { ...actorOf(request), ...fileActions(actionPorts) }
    const readRequest = () => readBody(fileActionBody, json)
    return replyTo(await actInFile(portsWithKey(await runtime.keys()), { ...caller, readRequest }))
  },

  async 'PUT /api/staff/file/actions'(request) {
    const caller = { ...actorOf(request), ...fileActions(actionPorts) }
    return replyTo(await approveInFile(portsWithKey(await runtime.keys()), caller))
  },
})

async function callerOf(sessionCookie: string | undefined): Promise<SignedInStaff> {
  const caller = await authenticateStaff(ports, sessionCookie, clock())
  if (!caller) throw new Problem('unauthenticated')
  return caller
}

function portsWithKey({ 'file-code': key }: { 'file-code': KeyObject }) {
  return { ...actionPorts, key, proofKey: key }
}

function replyTo(result: ActionResult): HttpReply {
  if ('action' in result) return { status: 200, body: answerToAction(result) }
  throw problemOfAction(result)
}
