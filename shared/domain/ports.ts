import type { AccountNews } from './account-news.ts'
import type { AttemptCount, AttemptCounter, LimitedCounter } from './attempts.ts'
import type { Captcha } from './captcha.ts'
import type { Obligation } from './due-times.ts'
import type { Reservation, SmsCounts } from './expected-time.ts'
import type { LateSms, TerritoryCount, TerritoryHandovers } from './handover-times.ts'
import type { PasswordLink, PasswordLinkRequest } from './password-link.ts'
import type { Reissue, ReissueState } from './reissue.ts'
import type { ToldReissue } from './reissue-news.ts'
import type { Refusal, ReissueClaim } from './reissue-rules.ts'
import type { Lease } from './sending-lease.ts'
import type { BoothSession, Session, SessionClaim, SpaceSession } from './session.ts'
import type { SmsBreaker } from './sms-breaker.ts'
import type { SmsDay } from './sms-day.ts'
import type { Handover, Receipt, SmsFailure } from './sms-delivery.ts'
import type { Voter, VoterEpoch } from './voter.ts'

// Every method may reject: that is a failure of the engine, never an answer.

export type Clock = () => Date

export interface Voters {
  /** A voter on the roll, by their id or by that of an address they were given since. */
  find(voterId: string): Promise<Voter | undefined>
  /** To write to them: also one who was removed from the roll. */
  findAddressee(voterId: string): Promise<Voter | undefined>
  /** Writes a voter unless one stands there: importing twice changes nothing. */
  enrol(voter: Voter): Promise<'enrolled' | 'already-enrolled'>
  /** Ends all sessions of this epoch, unless it has ended: moves the voter's on. */
  endSessions(owner: VoterEpoch): Promise<void>
}

export interface Sessions {
  open(session: Session): Promise<void>
  findSpace(claim: SessionClaim): Promise<SpaceSession | undefined>
  findBooth(claim: SessionClaim): Promise<BoothSession | undefined>
  /** Moves the end of a session on, never back; one that has gone stays gone. */
  prolong(claim: SessionClaim, until: Date): Promise<void>
  /** Those of the espace électeur that the table still holds, ended ones among them. One that was just opened may be missing. */
  ofVoter(voterId: string): Promise<SpaceSession[]>
  /** Closing a session that is not there, or is another voter's, changes nothing. */
  close(claim: Pick<SessionClaim, 'voterId' | 'tokenHash'>): Promise<void>
}

export interface Captchas {
  keep(captcha: Captcha): Promise<void>
  /**
   * Uses a code up, whether the answer is right or wrong. One that was shown to another owner, or that a
   * reissue answers, stays as it is.
   * @returns whether the answer is right, and in time
   */
  answer(
    answer: { captchaId: string; codeHash: string; owner: string },
    now: Date,
  ): Promise<boolean>
}

export type AttemptCharge =
  /** With how many the counter holds now. */
  { taken: true; attempts: number } | { taken: false; allowedAt: Date }

export interface Attempts {
  find(counter: AttemptCounter): Promise<AttemptCount | undefined>
  /** Counts one more try if the limit allows it now. One that it refuses leaves no trace. */
  charge(counter: LimitedCounter, now: Date): Promise<AttemptCharge>
  /**
   * Undoes one try, and the wait that it began; of two given back in a row, the first one's wait stays.
   * Of a counter that is not there, nothing.
   */
  refund(counter: LimitedCounter): Promise<void>
  /** Counts one more try, whatever the limit, of a counter that holds one. @returns whether it does */
  countAgain(counter: AttemptCounter, now: Date): Promise<boolean>
  clear(counter: AttemptCounter): Promise<void>
}

export type Decision<Outcome extends string> =
  | { outcome: Outcome }
  | ({ outcome: 'refused' } & Refusal)

export interface ReissueRequests {
  /**
   * By one transaction: the voter may ask, and the security code and one try are used up. Nothing is
   * written when it refuses.
   */
  admit(claim: ReissueClaim): Promise<Decision<'admitted'>>
  /**
   * Accepts or refuses an admitted claim by one transaction: all its checks and writes, or none.
   * Acceptance gives the tries back.
   */
  accept(claim: ReissueClaim): Promise<Decision<'accepted'>>
  /**
   * Gives the security code and the try of a claim back by one transaction, unless it was accepted. From then on
   * it cannot be, not even by a call whose answer was lost. Of one that was not admitted, nothing.
   */
  withdraw(claim: ReissueClaim): Promise<'withdrawn' | 'accepted'>
}

export interface Reissues {
  find(reissueId: string): Promise<Reissue | undefined>
}

/** What the voters themselves show of an SMS: carriers tell no more than what they took. */
export interface Arrivals {
  /** Its identifier opened the booth; only the first time counts. */
  recordUse(reissueId: string, at: Date): Promise<'recorded' | 'unchanged'>
  /** The voter says that it did not arrive; only the first time counts. */
  recordMissing(reissueId: string, at: Date): Promise<'recorded' | 'unchanged'>
}

export type SendingStart =
  | { outcome: 'started'; reissue: Reissue }
  /** No such request was accepted. */
  | { outcome: 'absent' }
  /** Another sender holds it until its lease ends. */
  | { outcome: 'busy' }
  /** Sent, failed or cancelled: nothing is left to do. */
  | { outcome: 'over' }

export interface Sendings {
  /**
   * Moves `accepted` to `sending`, or takes over a `sending` whose lease has ended, or is of an earlier
   * delivery of the same message: one that comes again shows that its last sender is gone.
   */
  start(reissueId: string, lease: Lease): Promise<SendingStart>
  /**
   * In one transaction the new identifier takes the old one's place, the request becomes `sent`, and the
   * mail that says so is due.
   */
  complete(
    reissue: Reissue,
    handover: { identifierHash: string; messageId: string; at: Date },
  ): Promise<'completed' | 'already-over'>
  /** In one transaction the request becomes `failed`, gives the attempt back, and the mail that says so is due. */
  fail(reissue: Reissue, failure: SmsFailure, at: Date): Promise<'failed' | 'already-over'>
  /**
   * Puts the SMS off: the sweep puts the request back at `until`. A new hold makes the mail that says so due at once.
   * @param hold its `day` is the one whose cap is reached, or `heldByLimit`
   * @returns false when there is nothing to hold: it is over, in a sender's hand, or a copy was faster
   */
  hold(
    reissueId: string,
    hold: { day: string; isNew: boolean; now: Date; until: Date; expectedAt: Date },
  ): Promise<boolean>
}

export interface SmsReceipts {
  /** The request whose SMS SNS gave this id. Found a moment late: the index follows the table. */
  findReissue(messageId: string): Promise<Reissue | undefined>
  /** Moves `sent` to `delivered`; a request in any other state stays as it is. */
  recordDelivery(reissueId: string, at: Date): Promise<'recorded' | 'unchanged'>
  /**
   * In one transaction moves `sent` to `failed`, gives the attempt back, voter's and phone's, and makes the
   * mail that says so due; a request in any other state stays as it is.
   * @param failure `at` by the carrier's clock, and up to 72 hours before `now`. `neverLeft`: the identifier that this
   * request made void is the valid one again, unless another took its place since.
   */
  recordFailure(
    reissue: Reissue,
    failure: { failure: SmsFailure; neverLeft: boolean; at: Date; now: Date },
  ): Promise<'recorded' | 'unchanged'>
}

export interface Cancellations {
  /**
   * In one transaction moves `accepted` to `cancelled`, gives the attempt back, voter's and phone's, ends
   * the voter's sessions, asks them for a new password, and makes the mail that says so due.
   * @returns the state that stood against it
   */
  cancel(reissue: Reissue, at: Date): Promise<'cancelled' | { stands: ReissueState }>
}

/** How many SMS were handed over in a day, and how many must wait for the next. */
export interface SmsDays {
  /** Counts one more SMS, unless the day has had `cap` of them. */
  count(day: SmsDay, cap: number): Promise<boolean>
  /** An SMS that was counted did not leave. */
  uncount(day: SmsDay): Promise<void>
  /** @returns how many that day put off that still wait, this one included */
  countHeld(day: SmsDay): Promise<number>
  /** One that the day put off waits no more. */
  uncountHeld(day: SmsDay): Promise<void>
  find(day: SmsDay): Promise<SmsCounts>
}

/** Whether SNS sends the SMS that it takes. */
export interface SmsBreakers {
  find(): Promise<SmsBreaker>
  /** Writes it in place of the one that was found, unless another was written meanwhile. */
  replace(found: SmsBreaker, next: SmsBreaker): Promise<boolean>
}

/** How the SMS of a day leave, as far as it is known: a count that is lost is no failure. */
export interface HandoverDays {
  /** @param handover how long after its request an SMS was handed over */
  count(day: SmsDay, handover: { territory: string; seconds: number }): Promise<void>
  /** A receipt came for one that was handed over that day. */
  countReceipt(day: SmsDay, receipt: { territory: string; failed: boolean }): Promise<void>
  find(day: SmsDay): Promise<TerritoryHandovers[]>
  /** Takes the place of what was recorded before. */
  recordLate(late: LateSms): Promise<void>
  findLate(): Promise<LateSms | undefined>
}

/** Those who wait for the rate to let their SMS out. */
export interface SmsSlots {
  /**
   * Reserves the next moment, `earliest` or later. What it could not reserve wholly it gives back.
   * @param slotSeconds what the rate takes for one SMS
   */
  reserve(day: SmsDay, earliest: Date, slotSeconds: number): Promise<Reservation>
  /** What was reserved serves nobody. */
  release(day: SmsDay, slotSeconds: number): Promise<void>
}

/** The ceilings of a voter's SMS and of a phone's, which only the helpdesk moves. */
export interface SmsCeilings {
  /** Takes one SMS off the count, so that one more may be asked for; not below none. */
  grantToVoter(voterId: string): Promise<'granted' | 'nothing-counted'>
  grantToPhone(phoneHash: string): Promise<'granted' | 'nothing-counted'>
}

export interface PhoneReleases {
  /** The phone serves nobody: what was asked for before `at` counts for it no more, its SMS excepted. */
  free(phoneHash: string, at: Date): Promise<'freed' | 'unused'>
}

export interface ReissueMails {
  /** The voter was told how it stood: nothing is due, unless it has meanwhile moved on to other news. */
  settle(told: ToldReissue): Promise<void>
  /** A message of it waits: until then the sweep brings no other. Of one that is not due, nothing. */
  postpone(reissueId: string, dueAt: Date): Promise<void>
}

export interface PasswordLinks {
  find(voterId: string): Promise<PasswordLink | undefined>
  /** Writes a link in place of the one that was found, unless another was written meanwhile. */
  replace(found: PasswordLink | undefined, link: PasswordLink): Promise<boolean>
  /** The newest link was mailed: it need not be again, and the one before is dead. */
  settle(link: PasswordLink): Promise<void>
}

export interface Passwords {
  /**
   * In one transaction: the voter's links are used up, the voter has the password, and all that the old one opened
   * is closed. Nothing is written unless the link is good at `at`.
   */
  set(choice: {
    voterId: string
    tokenHash: string
    passwordHash: string
    /** It replaces a password that was forgotten. */
    renews: boolean
    at: Date
  }): Promise<'set' | 'link-expired'>
}

export interface BothFactorsLostNews {
  /** @returns whether the voter is to be told now: once for each password that was replaced */
  markTold(voterId: string, at: Date): Promise<boolean>
  /** They could not be told after all. */
  unmarkTold(voterId: string, at: Date): Promise<void>
}

export interface OverdueReissues {
  /** Requests whose SMS or e-mail is overdue, the older first but for the shards of the index, which take turns. */
  overdue(
    obligation: Obligation,
    now: Date,
  ): AsyncIterable<Pick<Reissue, 'reissueId' | 'requestedAt'>>
  /** Moves the due time on, never back, unless the obligation was met meanwhile. */
  postpone(reissueId: string, obligation: Obligation, dueAt: Date): Promise<void>
  /** The SMS that have not left although their expected time is past, by territory of the phone. */
  countLate(now: Date): Promise<TerritoryCount[]>
}

export interface MessageQueue<Message> {
  /** @param delaySeconds 0–900; the queue's own delay when absent */
  put(message: Message, delaySeconds?: number): Promise<void>
}

/** The message is the request's id and nothing else. */
export type ReissueQueue = MessageQueue<Pick<Reissue, 'reissueId'>>
export type AccountNewsQueue = MessageQueue<AccountNews>
/** Holds requests for accounts that there are not, too: who asks learns nothing, not even from the time it takes. */
export type PasswordLinkQueue = MessageQueue<PasswordLinkRequest>

/** Every election of the account hears of every receipt: whose SMS it is, the carrier does not say. */
export interface ReceiptTopic {
  publish(receipts: Receipt[]): Promise<void>
}

export interface Backlog {
  /** Messages that wait, those that are delayed or with a consumer included. Approximate. */
  waiting(): Promise<number>
}

export interface SmsCarrier {
  /** Rejects when there was no answer: an SMS may have left. */
  send(sms: { phone: string; text: string }): Promise<Handover>
}
