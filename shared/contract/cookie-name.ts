export type CookieName =
  | '__Host-session'
  | '__Host-booth'
  | '__Host-device'
  | '__Host-sign-in'
  | '__Host-staff'
