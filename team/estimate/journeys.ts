import { sumOf, timesOf, type Usage } from './usage.ts'

/** What the code counts of one call: `lib/busiest-minute.ts`, which tests hold to what DynamoDB is sent. */
interface CountedCalls {
  writes: Readonly<Record<string, number>>
  reads: Readonly<Record<string, number>>
  roundTrips: { sequence: number }
}

/** A milliseconds' worth of what is not counted: as `npm run simulate:mail` has it, and argon2id as measured. */
const milliseconds = { own: 5, roundTrip: 10, queue: 15, hash: 30, carrier: 120 }

/** Of START, END and REPORT; of one line of the journal. */
const bytesOf = { invocation: 330, event: 150, receiptLog: 700, answer: 1300 }

/** A process that begins: one in so many, at so many seconds. */
const coldStart = { oneIn: 50, seconds: 0.6 }

/** To send, to receive and to delete: no two share a request, as on a quiet day. */
const requestsOfMessage = 3

interface Call {
  /** Of the function, in GB. */
  memory?: number
  hashes?: number
  puts?: number
  /** E-mails or SMS. */
  sends?: number
  /** Lines of the journal. */
  events?: number
  /** Of the answer, when it is not a short one. */
  bytes?: number
}

const withPassword = { memory: 1, hashes: 1, events: 1 }

/** By the route or by a queue, as `lib/busiest-minute.ts` names them. */
const apiCalls = {
  signIn: withPassword,
  signInWithCode: withPassword,
  wrongSignIn: withPassword,
  passwordSet: { ...withPassword, puts: 1 },
  linkPreviewed: { memory: 1 },
  spaceShown: { bytes: 1800 },
  signInCode: { events: 1, bytes: 5600 },
  code: { events: 1, bytes: 5600 },
  request: { events: 1, puts: 2 },
  wrongRequest: { events: 1 },
  requestFollowed: {},
  linkOpened: {},
  boothEntered: { ...withPassword, events: 2 },
  wrongBoothEntry: withPassword,
  boothShown: {},
} as const satisfies Record<string, Call>

const consumed = {
  requestConfirmed: { sends: 1, events: 1 },
  smsSent: { sends: 1, puts: 1, events: 1 },
  linkMailed: { sends: 1, events: 1 },
  passwordTold: { sends: 1, events: 1 },
  smsTold: { sends: 1, events: 1 },
  receiptRecorded: { events: 1 },
} as const satisfies Record<string, Call>

export type CallName = keyof typeof apiCalls | keyof typeof consumed

export interface Counted {
  calls: Readonly<Record<CallName, CountedCalls>>
  /** How often the page looks at a request until its SMS is there. */
  looks: number
}

/** What a browser that has none of them loads, compressed: a test weighs the pages. */
export const pagesOf = {
  reissue: { files: 14, bytes: 56_600 },
  firstConnection: { files: 8, bytes: 26_300 },
  vote: { files: 11, bytes: 40_100 },
} as const

/** One goes wrong for three that go right, as `lib/route-throttles.ts` has it; one in four needs a code to come in. */
const wrong = 0.3
const withCode = 0.25
/** One in ten asks for its link again. */
const linksEach = 1.1
/** Weak passwords are refused: 1.5 tries. */
const passwordsEach = 1.5

/** Writes to indexes: each that changes takes one unit or two, beside the table's. */
const indexWrites = { session: 1, reissue: 13 }
/** A block of turns is reserved by one write, and on a quiet day holds one mail or SMS. */
const turnWrites = 1

const noCalls: CountedCalls = { writes: {}, reads: {}, roundTrips: { sequence: 0 } }

export function journeysOf({ calls, looks }: Counted) {
  const api = (name: keyof typeof apiCalls, times = 1) =>
    timesOf(times, sumOf(ofVisit(apiCalls[name]), ofFunction(calls[name], apiCalls[name])))
  const queue = (name: keyof typeof consumed, times = 1) =>
    timesOf(times, ofFunction(calls[name], consumed[name]))

  const signingIn = sumOf(
    api('signIn', 1 - withCode),
    api('signInWithCode', withCode),
    api('signInCode', withCode),
    api('wrongSignIn', wrong),
    { dynamoWrites: indexWrites.session },
  )
  const entering = sumOf(api('boothEntered'), api('wrongBoothEntry', wrong), api('boothShown', 2), {
    dynamoWrites: indexWrites.session,
  })
  // Its answer depends on nothing in a table.
  const linkAsked = sumOf(ofVisit({}), ofFunction(noCalls, { puts: 1, events: 1 }))
  const linkWaitAsked = sumOf(ofVisit({}), ofFunction(noCalls, { puts: 1 }))

  return {
    /** From the sign-in to the booth, its SMS apart. */
    reissue: sumOf(
      signingIn,
      // After the sign-in, before the form, at its end; and at each of the two changes of its state.
      api('spaceShown', 5),
      api('code', 2),
      api('request'),
      api('wrongRequest', wrong),
      api('requestFollowed', looks),
      // A program that reads e-mails, and one voter in ten.
      api('linkOpened', 1.1),
      queue('requestConfirmed'),
      queue('smsSent'),
      queue('smsTold'),
      queue('receiptRecorded'),
      // What collects the receipts from SNS's log.
      ofFunction(noCalls, { puts: 1 }),
      { mails: 2, topicMessages: 1, maskedBytes: bytesOf.receiptLog, logBytes: bytesOf.receiptLog },
      { dynamoWrites: indexWrites.reissue + 3 * turnWrites },
      messages(4),
      entering,
      filesOf(pagesOf.reissue),
    ),
    /** From the request for a link to the new password. */
    firstConnection: sumOf(
      timesOf(linksEach, sumOf(linkAsked, linkWaitAsked, messages(1))),
      queue('linkMailed', linksEach),
      api('linkPreviewed'),
      api('passwordSet', passwordsEach),
      queue('passwordTold'),
      messages(1),
      { mails: linksEach + 1, dynamoWrites: (linksEach + 1) * turnWrites },
      filesOf(pagesOf.firstConnection),
    ),
    /** From the sign-in to the booth, with the identifier of the notice. */
    vote: sumOf(signingIn, api('spaceShown', 2), entering, filesOf(pagesOf.vote)),
  }
}

/** What CloudFront, its firewall and the gateway take for a call. */
const ofVisit = ({ bytes = bytesOf.answer }: Call): Usage => ({
  ...filesOf({ files: 1, bytes }),
  apiCalls: 1,
})

function filesOf({ files, bytes }: { files: number; bytes: number }): Usage {
  return { siteRequests: files, siteBytes: bytes, firewallRequests: files }
}

function ofFunction(
  { writes, reads, roundTrips }: CountedCalls,
  { memory = 0.5, hashes = 0, puts = 0, sends = 0, events = 0 }: Call,
): Usage {
  const { own, roundTrip, queue, hash, carrier } = milliseconds
  const ms =
    own +
    roundTrip * roundTrips.sequence +
    queue * Math.min(puts, 1) +
    hash * hashes +
    carrier * sends
  return {
    lambdaRequests: 1,
    lambdaSeconds: memory * (ms / 1000 + coldStart.seconds / coldStart.oneIn),
    dynamoWrites: total(writes),
    dynamoReads: total(reads),
    logBytes: bytesOf.invocation + events * bytesOf.event,
  }
}

const messages = (count: number): Usage => ({ sqsRequests: count * requestsOfMessage })

const total = (units: Readonly<Record<string, number>>) =>
  Object.values(units).reduce((sum, one) => sum + one, 0)
