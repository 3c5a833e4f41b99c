import * as z from 'zod/mini'
import { ballot } from './booth.ts'
import { describeSchema, flagSchema, instant, optionalSchema } from './descriptions.ts'
import { reissue } from './reissue.ts'

export const voter = z.strictObject({
  initials: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  emailRefused: flagSchema(
    'The address gets no more e-mail, since one bounced or was reported as spam.',
  ),
  session: z.strictObject({
    expiresAt: instant,
    endsAt: describeSchema(instant, 'Latest possible `expiresAt`.'),
    votesUntil: optionalSchema(
      instant,
      'When the vote closes for this session. A session opened before the close gets 30 minutes more.',
    ),
  }),
  election: z.strictObject({
    title: z.string(),
    organiser: z.string(),
    timeZone: z.string(),
    contestUntil: instant,
    voteOpensAt: instant,
    voteClosesAt: instant,
    suspended: flagSchema(
      'The vote is suspended: nobody can sign in, request an identifier or vote, and future instants may become later.',
    ),
  }),
  helpdesk: z.strictObject({ phone: z.string(), email: z.string(), hours: z.string() }),
  ballots: z.array(ballot),
  identifier: z
    .strictObject({
      from: z.enum(['notice', 'sms', 'nowhere']),
      sentAt: optionalSchema(instant, 'For `sms`: when the SMS was handed over.'),
      text: optionalSchema(
        z.string(),
        'For a notice that staff printed: where to find each half of the identifier, in French.',
      ),
    })
    .check(
      z.describe(
        'Where to find the valid identifier; `nowhere` if its SMS was not delivered or its notice came back.',
      ),
    ),
  phones: optionalSchema(
    z.strictObject({
      known: z.exactOptional(
        z.strictObject({
          ending: describeSchema(z.string(), 'Last two digits.'),
          settlesAt: describeSchema(instant, 'Until then, the phone counts as unknown.'),
          settled: z.boolean(),
        }),
      ),
      registration: describeSchema(
        z.enum(['open', 'no-codes', 'too-late']),
        'Whether the voter may register or change a phone. `no-codes`: codes have used up their share of the SMS, or the election registers no phones. `too-late`: a phone registered now would not count in time.',
      ),
      otherPhone: describeSchema(
        z.enum(['allow', 'delay', 'refuse']),
        'Rule for a request made now to a number that the voter types.',
      ),
    }),
    'Absent if the election registers no phones and accepts any phone for a request.',
  ),
  reissue: z.strictObject({
    opensAt: instant,
    closesAt: instant,
    open: z.boolean(),
    limit: z.int().check(z.gte(1)),
    remaining: z.int().check(z.gte(0), z.describe('Requests that the voter has left.')),
    noneLeftText: optionalSchema(
      z.string(),
      'Why no request is left, and what staff can do, in French.',
    ),
    passwordChangeRequired: describeSchema(
      z.boolean(),
      'True if the next request needs a new password first, as after a cancelled request.',
    ),
    bothFactorsLostUntil: describeSchema(
      z.nullable(instant),
      'Until then no request is accepted, because the password was replaced or the data corrected on the sealed roll.',
    ),
    usefulUntil: optionalSchema(
      instant,
      'On the last day: latest time for a request whose SMS is expected before the vote closes.',
    ),
    usefulText: optionalSchema(
      z.string(),
      'On the last day, in French: `usefulUntil`, or that this time has passed.',
    ),
    latest: z.nullable(reissue),
  }),
})

export type Voter = z.infer<typeof voter>
