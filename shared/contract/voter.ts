import * as z from 'zod/mini'
import { ballot } from './booth.ts'
import { flag, instant, optional, withDescription } from './descriptions.ts'
import { reissue } from './reissue.ts'

export const voter = z.strictObject({
  initials: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  emailRefused: flag('The address gets no more mail: a mail bounced, or was reported as spam.'),
  session: z.strictObject({
    expiresAt: instant,
    endsAt: withDescription(instant, 'Latest possible `expiresAt`.'),
    votesUntil: optional(
      instant,
      'When the vote closes for this session: later than for others if it was opened before the close.',
    ),
  }),
  election: z.strictObject({
    title: z.string(),
    organiser: z.string(),
    timeZone: z.string(),
    contestUntil: instant,
    voteOpensAt: instant,
    voteClosesAt: instant,
    suspended: flag(
      'The vote is suspended: nobody can sign in, request or vote, and future instants may move later.',
    ),
  }),
  helpdesk: z.strictObject({ phone: z.string(), email: z.string(), hours: z.string() }),
  ballots: z.array(ballot),
  identifier: z
    .strictObject({
      from: z.enum(['notice', 'sms', 'nowhere']),
      sentAt: optional(instant, 'For `sms`: when it was handed over.'),
      text: optional(
        z.string(),
        'For a notice that staff printed: where to find each half, in French.',
      ),
    })
    .check(
      z.describe(
        'Where to find the valid identifier; `nowhere` if its SMS was not delivered or its notice came back.',
      ),
    ),
  phones: optional(
    z.strictObject({
      known: z.exactOptional(
        z.strictObject({
          ending: withDescription(z.string(), 'Last two digits.'),
          settlesAt: withDescription(instant, 'The phone counts as unknown before.'),
          settled: z.boolean(),
        }),
      ),
      registration: withDescription(
        z.enum(['open', 'no-codes', 'too-late']),
        'Whether the voter may register or change a phone. `no-codes`: codes have used up their share of the SMS. `too-late`: a phone would count too late.',
      ),
      otherPhone: withDescription(
        z.enum(['allow', 'delay', 'refuse']),
        'The rule for a request now to a phone that is not the known one.',
      ),
    }),
    'Absent if the election knows no phones beforehand.',
  ),
  reissue: z.strictObject({
    opensAt: instant,
    closesAt: instant,
    open: z.boolean(),
    limit: z.int().check(z.gte(1)),
    remaining: z.int().check(z.gte(0), z.describe('Requests that the voter has left.')),
    noneLeftText: optional(z.string(), 'What staff can do once no request is left, in French.'),
    passwordChangeRequired: withDescription(
      z.boolean(),
      'A request was cancelled, so the next needs a new password first.',
    ),
    bothFactorsLostUntil: withDescription(
      z.nullable(instant),
      'No request is accepted before, because the password was replaced or the roll corrected.',
    ),
    usefulUntil: optional(
      instant,
      'On the last day: latest time to request an SMS that arrives before the vote closes.',
    ),
    usefulText: optional(
      z.string(),
      'On the last day, in French: that instant, or that it has passed.',
    ),
    latest: z.nullable(reissue),
  }),
})

export type Voter = z.infer<typeof voter>
