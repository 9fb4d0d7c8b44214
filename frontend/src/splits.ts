const STEPS = [
  5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800,
] as const;

/** Round moments, by the clock where the reader is, of which about as many fit as asked for. */
export function timeSplits(low: number, high: number, most: number): number[] {
  const step = STEPS.find((each) => (high - low) / each <= most) ?? STEPS[STEPS.length - 1] ?? 86_400;
  const offset = new Date(low * 1000).getTimezoneOffset() * -60;
  const found: number[] = [];
  for (let time = Math.ceil((low + offset) / step) * step - offset; time <= high; time += step) found.push(time);
  return found;
}
