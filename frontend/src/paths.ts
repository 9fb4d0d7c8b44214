import type uPlot from "uplot";

type Value = number | null | undefined;

function moments(plot: uPlot): ArrayLike<number> {
  return plot.data[0];
}

/** Where an interval ends that starts at this index; the series' last moment is an end only. */
function endOf(times: ArrayLike<number>, index: number): number {
  return times[index + 1] ?? times[index] ?? 0;
}

/** A staircase: each value holds from its moment to the next. Gaps stay gaps, single steps are drawn. */
export const steps: uPlot.Series.PathBuilder = (plot, seriesIndex, first, last) => {
  const series = plot.series[seriesIndex];
  const values = plot.data[seriesIndex] as readonly Value[];
  const times = moments(plot);
  const x = (time: number): number => plot.valToPos(time, "x", true);
  const y = (value: number): number => plot.valToPos(value, series?.scale ?? "y", true);
  const stroke = new Path2D();
  const fill = new Path2D();
  const zero = y(0);
  let drawing = false;
  for (let index = first; index <= last && index + 1 < times.length; index++) {
    const value = values[index];
    if (value === null || value === undefined) {
      drawing = false;
      continue;
    }
    const left = x(times[index] ?? 0);
    const right = x(endOf(times, index));
    const top = y(value);
    if (drawing) stroke.lineTo(left, top);
    else stroke.moveTo(left, top);
    stroke.lineTo(right, top);
    fill.rect(left, Math.min(top, zero), right - left, Math.abs(zero - top));
    drawing = true;
  }
  return { stroke, fill };
};

/** Bars from zero that leave a little air between intervals. */
export const bars: uPlot.Series.PathBuilder = (plot, seriesIndex, first, last) => {
  const series = plot.series[seriesIndex];
  const values = plot.data[seriesIndex] as readonly Value[];
  const times = moments(plot);
  const fill = new Path2D();
  const zero = plot.valToPos(0, series?.scale ?? "y", true);
  for (let index = first; index <= last && index + 1 < times.length; index++) {
    const value = values[index];
    if (!value) continue;
    const left = plot.valToPos(times[index] ?? 0, "x", true);
    const right = plot.valToPos(endOf(times, index), "x", true);
    const air = Math.min(1 * devicePixelRatio, (right - left) * 0.15);
    const top = plot.valToPos(value, series?.scale ?? "y", true);
    fill.rect(left + air, Math.min(top, zero), Math.max(1, right - left - 2 * air), Math.max(1, Math.abs(top - zero)));
  }
  return { stroke: null, fill };
};
