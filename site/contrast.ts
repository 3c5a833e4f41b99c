/** WCAG 2.2, 1.4.3: what text of ordinary size needs. */
export const LEAST_CONTRAST = 4.5

/**
 * Contrast ratio (1 to 21) of a `#rrggbb` colour with white.
 * Source: WCAG 2.2, "contrast ratio" and "relative luminance".
 */
export function contrastWithWhite(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((start) =>
    linear(Number.parseInt(colour.slice(start, start + 2), 16) / 255),
  ) as [number, number, number]
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return 1.05 / (luminance + 0.05)
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
}
