import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { TZDate } from '@date-fns/tz'
import { transact } from '../shared/adapters/dynamo-writes.ts'
import { personBinding } from '../shared/adapters/roll/correction-writes.ts'
import { dynamoVoters } from '../shared/adapters/voter/dynamo-voters.ts'
import { hashPassword } from '../shared/domain/account/password.ts'
import type { Election } from '../shared/domain/election/election.ts'
import type { Keys } from '../shared/domain/keys.ts'
import { enrol, type RollEntry } from '../shared/domain/roll/enrolment.ts'
import { identifierText } from '../shared/domain/voter/identifier.ts'
import type { BirthDate, Numen } from '../shared/domain/voter/identity.ts'
import type { Voter } from '../shared/domain/voter/voter.ts'
import { buildCache } from '../shared/tooling/build-cache.ts'
import { runConcurrently } from '../team/run-concurrently.ts'
import { clientDefaults } from './emulators.ts'

export interface DemoVoter {
  email: string
  password: string
  numen: string
  birthDate: string
  identifier: string
}

const dayMilliseconds = 86_400_000
const demoVoterCount = 20

export function writeDemoElection(
  sourceFile: string,
  targetFile: string,
  changes: Record<string, unknown>,
  isBeforeVote = false,
): void {
  const election = JSON.parse(readFileSync(sourceFile, 'utf8').replace(/^\uFEFF/, ''))
  const dateIn = (days: number) =>
    new TZDate(Date.now() + days * dayMilliseconds, election.timeZone).toISOString().slice(0, 10)
  // These dates change once a day, so that runs on the same day share the build cache.
  const dates = {
    contestUntil: `${dateIn(19)}T17:00`,
    reissueOpensAt: `${dateIn(-1)}T08:00`,
    reissueClosesAt: `${dateIn(14)}T17:00`,
    voteOpensAt: `${dateIn(isBeforeVote ? 7 : -1)}T08:00`,
    voteClosesAt: `${dateIn(14)}T17:00`,
  }
  writeFileSync(targetFile, JSON.stringify({ ...election, dates, ...changes }, null, 2))
  const { logo } = election.site
  if (logo) copyFileSync(join(dirname(sourceFile), logo), join(dirname(targetFile), logo))
}

const firstNames = 'Amina Bastien Chloé Damien Élodie Farid Gaëlle Hugo Inès Joël'.split(' ')
const lastNames = ['Exemple', 'Modèle']

function demoVoter(index: number, ballots: readonly { id: string }[]) {
  const firstName = firstNames[index % firstNames.length] as string
  const lastName = lastNames[Math.floor(index / firstNames.length) % lastNames.length] as string
  const paddedNumber = String(index + 1).padStart(2, '0')
  const toAscii = (name: string) => name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
  return {
    email: `${toAscii(firstName)}.${toAscii(lastName)}.${paddedNumber}@academie.example.org`,
    firstName,
    lastName,
    password: `Demo-${paddedNumber}-vote!`,
    numen: `01E${1_000_000 + ((index * 7919) % 9_000_000)}ABC` as Numen,
    birthDate: new Date(Date.UTC(1962, 0, 1 + (index % 30) * 397))
      .toISOString()
      .slice(0, 10) as BirthDate,
    ballots: ballots
      .filter((_, position) => position < 2 || position === 2 + (index % 3))
      .map(({ id }) => id),
  }
}

function voterWriter(client: DynamoDBClient, votersTable: string, election: Election) {
  const database = DynamoDBDocumentClient.from(client)
  const { enrol } = dynamoVoters(database, votersTable, election)
  return async (voter: Voter): Promise<void> => {
    await enrol(election.mode === 'rehearsal' ? { ...voter, guest: true } : voter)
    await transact(database, {
      person: personBinding({ voters: votersTable }, voter.voterId, voter.personId),
    })
  }
}

type Newcomer = Omit<DemoVoter, 'password'>

const newcomerOf = ({ ballots }: Election) => ({
  email: 'nadia.nouvelle@academie.example.org',
  firstName: 'Nadia',
  lastName: 'Nouvelle',
  numen: '01E2000000ABC' as Numen,
  birthDate: '1990-06-15' as BirthDate,
  ballots: ballots.slice(0, 2).map(({ id }) => id),
})

async function hashPasswords(passwords: string[]): Promise<string[]> {
  const cache = buildCache('passwords', ['shared/domain/account/password.ts'], passwords.join('\n'))
  const cachedHashes = cache.read()
  if (cachedHashes) return passwords.map((_, index) => String(cachedHashes.get(String(index))))
  const hashes = await Promise.all(passwords.map((password) => hashPassword(password)))
  cache.save(new Map(hashes.map((hash, index) => [String(index), Buffer.from(hash)])))
  return hashes
}

/** Default maximum of connections in the AWS SDK. */
const maxConnections = 50

export async function enrolDemoVoters(options: {
  election: Election
  keys: Keys
  dynamodbEndpoint: string
  votersTable: string
  extraVoterCount: number
}): Promise<{ voters: DemoVoter[]; newcomer: Newcomer }> {
  const { election, keys, dynamodbEndpoint, votersTable, extraVoterCount } = options
  const client = new DynamoDBClient({ ...clientDefaults, endpoint: dynamodbEndpoint })
  const enrolVoter = voterWriter(client, votersTable, election)
  const entries = Array.from({ length: demoVoterCount + extraVoterCount }, (_, index) =>
    demoVoter(index, election.ballots),
  )
  const passwords = entries.slice(0, demoVoterCount).map(({ password }) => password)
  const sharedPassword = 'Demo-extra-vote!'
  const hashes = await hashPasswords([...passwords, sharedPassword])
  const sharedHash = hashes.pop() as string

  async function enrolEntry(entry: RollEntry, passwordHash?: string): Promise<Newcomer> {
    const { voter, identifier } = enrol(keys, entry)
    await enrolVoter({ ...voter, ...(passwordHash && { passwordHash }) })
    const { email, numen, birthDate } = entry
    return { email, numen, birthDate, identifier: identifierText(identifier) }
  }

  try {
    const voters: DemoVoter[] = []
    await runConcurrently(entries.entries(), maxConnections, async ([index, entry]) => {
      const password = passwords[index] ?? sharedPassword
      voters[index] = { ...(await enrolEntry(entry, hashes[index] ?? sharedHash)), password }
    })
    return { voters, newcomer: await enrolEntry(newcomerOf(election)) }
  } finally {
    client.destroy()
  }
}
