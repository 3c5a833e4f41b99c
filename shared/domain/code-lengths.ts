// Of what one person reads and types, or says to another. The contract has them, and pages' types with it: nothing of
// Node's.

export const captchaDigits = 4

export const captchaForm = new RegExp(`^\\d{${captchaDigits}}$`)

/** 10¹² codes: whoever guesses 650 a second, all that the route lets through, needs 24 years for one voter's. */
export const mailedCodeDigits = 12

/** Read aloud, as two times four. */
export const fileCodeDigits = 8
