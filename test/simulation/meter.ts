export function meter(
  { mailsPerSecond, smsPerSecond }: { mailsPerSecond: number; smsPerSecond: number },
  nowMilliseconds: () => number,
) {
  const now = () => nowMilliseconds() / 1000
  const arrivals: number[] = []
  const links = new Map<string, { askedAt: number; announcedSeconds: number; leftAt?: number }>()
  const reissues = new Map<string, { askedAt: number; confirmedAt?: number; smsAt?: number }>()
  const mailIsTooMuch = watchRate(mailsPerSecond, now)
  const smsIsTooMuch = watchRate(smsPerSecond, now)
  const counts = {
    refusedBySes: 0,
    smsBeyondRate: 0,
    smsBeforeMail: 0,
    smsTwice: 0,
    news: 0,
    mails: 0,
  }
  const notified = new Set<string>()
  let lastMailAt = 0

  const linkOf = (voterId: string) => existing(links, voterId)
  const reissueOf = (reissueId: string) => existing(reissues, reissueId)

  return {
    linkAsked(voterId: string, announcedSeconds: number) {
      arrivals.push(now())
      links.set(voterId, { askedAt: now(), announcedSeconds })
    },
    reissueAsked(reissueId: string, smsDelaySeconds: number) {
      arrivals.push(now(), now() + smsDelaySeconds)
      reissues.set(reissueId, { askedAt: now() })
    },
    /** @throws Error as SES does if the last second already had as many as it allows */
    takeMail() {
      if (!mailIsTooMuch()) return
      counts.refusedBySes++
      throw new Error('Maximum sending rate exceeded.')
    },
    mailed() {
      counts.mails++
      lastMailAt = now()
    },
    linkLeft(voterId: string) {
      linkOf(voterId).leftAt = now()
    },
    passwordChosen() {
      arrivals.push(now())
    },
    confirmed(reissueId: string) {
      reissueOf(reissueId).confirmedAt = now()
    },
    notificationLeft(of: string) {
      notified.add(of)
    },
    smsLeft(reissueId: string) {
      if (smsIsTooMuch()) counts.smsBeyondRate++
      const reissue = reissueOf(reissueId)
      if (reissue.confirmedAt === undefined) counts.smsBeforeMail++
      if (reissue.smsAt !== undefined) counts.smsTwice++
      reissue.smsAt = now()
    },
    figures() {
      const linksLeft = [...links.values()].filter(({ leftAt }) => leftAt !== undefined)
      const waits = linksLeft.map(({ askedAt, leftAt = 0 }) => leftAt - askedAt)
      const confirmations = [...reissues.values()].map(
        ({ askedAt, confirmedAt = Number.POSITIVE_INFINITY }) => confirmedAt - askedAt,
      )
      const sms = [...reissues.values()].map(
        ({ askedAt, smsAt = Number.POSITIVE_INFINITY }) => smsAt - askedAt,
      )
      const idealSeconds = drainedAt(arrivals, mailsPerSecond)
      return {
        ...counts,
        lostLinks: links.size - linksLeft.length,
        lostConfirmations: confirmations.filter((wait) => !Number.isFinite(wait)).length,
        lostSms: sms.filter((wait) => !Number.isFinite(wait)).length,
        lostNotifications: links.size + reissues.size - notified.size,
        lastMailAt,
        idealSeconds,
        linkWait: quantilesOf(waits),
        confirmationWait: quantilesOf(confirmations),
        smsWait: quantilesOf(sms),
        announcedTooShort: linksLeft.filter(
          ({ askedAt, announcedSeconds, leftAt = 0 }) =>
            leftAt - askedAt > Math.max(announcedSeconds, 120),
        ).length,
      }
    },
  }
}

function watchRate(perSecond: number, now: () => number): () => boolean {
  const taken: number[] = []
  return () => {
    const secondAgo = taken.at(-perSecond)
    if (secondAgo !== undefined && now() - secondAgo < 1) return true
    taken.push(now())
    if (taken.length > 2 * perSecond) taken.splice(0, perSecond)
    return false
  }
}

function drainedAt(arrivals: readonly number[], perSecond: number): number {
  return arrivals
    .toSorted((one, other) => one - other)
    .reduce((free, arrival) => Math.max(free, arrival) + 1 / perSecond, 0)
}

function quantilesOf(values: readonly number[]): {
  median: number
  ninth: number
  longest: number
} {
  const sorted = values.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0
  return { median: at(0.5), ninth: at(0.9), longest: at(1) }
}

function existing<Item>(items: Map<string, Item>, key: string): Item {
  const item = items.get(key)
  if (!item) throw new Error(`Nothing was asked for by ${key}`)
  return item
}
