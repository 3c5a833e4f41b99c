/** Plain text and HTML say the same. */
export interface Mail {
  to: string
  subject: string
  text: string
  html: string
}
