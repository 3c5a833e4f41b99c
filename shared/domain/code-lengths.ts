// Lengths of codes that people type or read aloud. Pages import these, so nothing here may need Node.

export const captchaDigits = 4

export const captchaPattern = new RegExp(`^\\d{${captchaDigits}}$`)

/** At 650 guesses a second, all that the route allows, finding one voter's code takes 24 years on average. */
export const mailedCodeDigits = 12

/** People read the code aloud in two groups of four. */
export const fileCodeDigits = 8

/** Phones offer to fill in codes of six digits from an SMS. */
export const phoneCodeDigits = 6

/** NFKC turns full-width digits into ASCII. */
export const keepDigits = (typed: string) => typed.normalize('NFKC').replace(/\D/g, '')
