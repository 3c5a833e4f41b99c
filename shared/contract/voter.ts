import * as z from 'zod/mini'
import { ballot } from './booth.ts'
import { described, mark } from './described.ts'
import { instant } from './instant.ts'
import { reissue } from './reissue.ts'

export const voter = z.strictObject({
  initials: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  emailRefused: mark(
    'Nothing is mailed to that address any more: a mail came back, or was reported.',
  ),
  session: z.strictObject({
    expiresAt: instant,
    endsAt: described(instant, 'The latest that `expiresAt` can ever be.'),
    votesUntil: z.exactOptional(
      described(
        instant,
        'When the vote closes for this session: later than for others if it was opened before.',
      ),
    ),
  }),
  election: z.strictObject({
    title: z.string(),
    organiser: z.string(),
    timeZone: z.string(),
    contestUntil: instant,
    voteOpensAt: instant,
    voteClosesAt: instant,
    suspended: mark('Nothing can be asked for or entered; instants ahead may move later.'),
  }),
  helpdesk: z.strictObject({ phone: z.string(), email: z.string(), hours: z.string() }),
  ballots: z.array(ballot),
  identifier: z
    .strictObject({
      from: z.enum(['notice', 'sms', 'nowhere']),
      sentAt: z.exactOptional(described(instant, 'Of an `sms`: when it was handed over.')),
      text: z.exactOptional(
        described(
          z.string(),
          'In French, of a notice that staff printed: where each half is to be found.',
        ),
      ),
    })
    .check(
      z.describe(
        'Where the one identifier that is valid is to be found; `nowhere` when its SMS did not arrive, or its notice came back.',
      ),
    ),
  reissue: z.strictObject({
    opensAt: instant,
    closesAt: instant,
    open: z.boolean(),
    limit: z.int().check(z.gte(1)),
    remaining: z.int().check(z.gte(0), z.describe('The requests that the voter has left.')),
    noneLeftText: z.exactOptional(
      described(z.string(), 'In French, when none is left: what staff can do then.'),
    ),
    passwordChangeRequired: described(
      z.boolean(),
      'A request was cancelled: the next one needs a new password first.',
    ),
    bothFactorsLostUntil: described(
      z.nullable(instant),
      'The password was replaced: no request is taken before.',
    ),
    usefulUntil: z.exactOptional(
      described(
        instant,
        'On the last day: when to ask at the latest, for the SMS to come before the vote closes.',
      ),
    ),
    usefulText: z.exactOptional(
      described(z.string(), 'In French, on the last day: that instant, or that it is past.'),
    ),
    latest: z.nullable(reissue),
  }),
})

export type Voter = z.infer<typeof voter>
