const STEPS = [
  5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800,
] as const;

/** Round moments, by a clock that is so many seconds ahead of UTC, of which about as many fit as asked for. */
export function timeSplits(low: number, high: number, most: number, offset: number): number[] {
  const step = STEPS.find((each) => (high - low) / each <= most) ?? STEPS[STEPS.length - 1] ?? 86_400;
  const found: number[] = [];
  for (let time = Math.ceil((low + offset) / step) * step - offset; time <= high; time += step) found.push(time);
  return found;
}

const MOST_DIGITS = 4;

/** How many decimals tell round values apart: as many for all of them. */
export function digitsOf(splits: readonly number[]): number {
  for (let digits = 0; digits < MOST_DIGITS; digits++) {
    const unit = 10 ** digits;
    if (splits.every((split) => Math.abs(Math.round(split * unit) - split * unit) < 1e-6)) return digits;
  }
  return MOST_DIGITS;
}
