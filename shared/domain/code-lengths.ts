export const captchaDigits = 4

export const captchaPattern = new RegExp(`^\\d{${captchaDigits}}$`)

/** At the 650 requests a second that `POST /api/session` allows, guessing one voter's code takes decades on average. */
export const mailedCodeDigits = 12

export const fileCodeDigits = 8

export const phoneCodeDigits = 6

export const keepDigits = (typedText: string) => typedText.normalize('NFKC').replace(/\D/g, '')
