import type { Hass, Locale } from "./ha";

type Numbers = Pick<Hass, "locale">;
type Times = Pick<Hass, "locale" | "config">;

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>();

function cached<T extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => T): T {
  let found = cache.get(key) as T | undefined;
  if (!found) cache.set(key, (found = make()));
  return found;
}

function numberLocale(locale: Locale): string[] | undefined {
  switch (locale.number_format) {
    case "comma_decimal":
      return ["en-US"];
    case "decimal_comma":
      return ["de"];
    case "space_comma":
      return ["fr"];
    case "quote_decimal":
      return ["de-CH"];
    case "none":
      return ["en-US"];
    case "system":
      return undefined;
    default:
      return [locale.language];
  }
}

export function formatNumber(hass: Numbers, value: number, options: Intl.NumberFormatOptions = {}): string {
  const { locale } = hass;
  const key = `n|${locale.number_format}|${locale.language}|${JSON.stringify(options)}`;
  const format = cached(
    key,
    () => new Intl.NumberFormat(numberLocale(locale), { useGrouping: locale.number_format !== "none", ...options }),
  );
  // What rounds to nothing has no sign.
  const text = format.format(value);
  return value < 0 && !/[1-9]/.test(text) ? format.format(0) : text;
}

function digits(count: number): Intl.NumberFormatOptions {
  return { minimumFractionDigits: count, maximumFractionDigits: count };
}

const isIso4217 = (currency: string): boolean => /^[A-Z]{3}$/.test(currency);

function currencyDigits(currency: string): number {
  return cached(`d|${currency}`, () => new Intl.NumberFormat("en", { style: "currency", currency })).resolvedOptions()
    .maximumFractionDigits ?? 2;
}

/** An amount in the community's currency, which need not be one that the world knows. */
export function formatMoney(hass: Numbers, amount: number, currency: string, options: { sign?: boolean; fraction?: number } = {}): string {
  const signDisplay = options.sign ? "exceptZero" : "auto";
  if (!isIso4217(currency)) return `${formatNumber(hass, amount, { ...digits(options.fraction ?? 2), signDisplay })} ${currency}`;
  const fraction = options.fraction ?? currencyDigits(currency);
  return formatNumber(hass, amount, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    signDisplay,
    ...digits(fraction),
  });
}

/** The decimals of a currency, and one more for amounts as small as those of single intervals. */
export function fineDigits(currency: string): number {
  return (isIso4217(currency) ? currencyDigits(currency) : 2) + 1;
}

/** A price of a kWh; as many digits as tell neighbouring prices apart. */
export function formatPrice(hass: Numbers, price: number, currency: string): string {
  const size = Math.abs(price);
  const fraction = Math.min(fineDigits(currency), size < 2 ? 3 : size < 20 ? 2 : size < 200 ? 1 : 0);
  return `${formatMoney(hass, price, currency, { fraction })}/kWh`;
}

/** A value beside an axis, whose title says the unit. */
export function formatAxis(hass: Numbers, value: number, decimals: number): string {
  return formatNumber(hass, value, digits(decimals));
}

/** "€", or the whole name of a currency that has no symbol. */
export function currencySymbol(currency: string): string {
  if (!isIso4217(currency)) return currency;
  const format = cached(
    `s|${currency}`,
    () => new Intl.NumberFormat("en", { style: "currency", currency, currencyDisplay: "narrowSymbol" }),
  );
  return format.formatToParts(0).find(({ type }) => type === "currency")?.value ?? currency;
}

export function formatEnergy(hass: Numbers, kwh: number, options: { sign?: boolean } = {}): string {
  const size = Math.abs(kwh);
  // A few Wh are little, but not nothing.
  const fraction = size > 0 && size < 0.01 ? 3 : size < 10 ? 2 : size < 1000 ? 1 : 0;
  return `${formatNumber(hass, kwh, { ...digits(fraction), signDisplay: options.sign ? "exceptZero" : "auto" })} kWh`;
}

export function formatPower(hass: Numbers, watts: number): string {
  return Math.abs(watts) < 1000
    ? `${formatNumber(hass, Math.round(watts))} W`
    : `${formatNumber(hass, watts / 1000, digits(1))} kW`;
}

function time(hass: Times, key: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { locale } = hass;
  const zone = locale.time_zone === "server" ? hass.config.time_zone : undefined;
  return cached(`t|${key}|${locale.language}|${locale.time_format}|${zone ?? ""}`, () => {
    const hourCycle: Intl.DateTimeFormatOptions =
      locale.time_format === "12" ? { hourCycle: "h12" } : locale.time_format === "24" ? { hourCycle: "h23" } : {};
    const language = locale.time_format === "system" ? undefined : locale.language;
    return new Intl.DateTimeFormat(language, { ...options, ...hourCycle, ...(zone === undefined ? {} : { timeZone: zone }) });
  });
}

/** Seconds by which the reader's clock is ahead of UTC at a moment. */
export function clockOffset(hass: Times, seconds: number): number {
  const moment = date(seconds);
  if (hass.locale.time_zone !== "server") return moment.getTimezoneOffset() * -60;
  const zone = hass.config.time_zone;
  const clock = cached(
    `o|${zone}`,
    () => new Intl.DateTimeFormat("sv", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }),
  );
  return Math.round((Date.parse(`${clock.format(moment).replace(" ", "T")}Z`) - moment.getTime()) / 60_000) * 60;
}

const date = (seconds: number): Date => new Date(seconds * 1000);

export function formatTime(hass: Times, seconds: number, fine = false, zoned = false): string {
  const options: Intl.DateTimeFormatOptions = {
    hour: "numeric",
    minute: "2-digit",
    ...(fine ? { second: "2-digit" } : {}),
    ...(zoned ? { timeZoneName: "short" } : {}),
  };
  return time(hass, `${fine ? "hms" : "hm"}${zoned ? "z" : ""}`, options).format(date(seconds));
}

export function formatDay(hass: Times, seconds: number): string {
  return time(hass, "day", { weekday: "short", day: "numeric", month: "short" }).format(date(seconds));
}

export function formatDayShort(hass: Times, seconds: number): string {
  return time(hass, "dayshort", { day: "numeric", month: "numeric" }).format(date(seconds));
}

/** Whether intervals are so short, as in a demonstration, that times need their seconds. */
export const isFine = (intervalSeconds: number): boolean => intervalSeconds % 60 !== 0;

/** "14:00 – 14:15", with the day where it is another one than today's. */
export function formatSpan(hass: Times, start: number, end: number, now: number, fine = false): string {
  // Where the clock is put back in between, the same hour comes twice.
  const zoned = clockOffset(hass, start) > clockOffset(hass, end);
  const span = `${formatTime(hass, start, fine, zoned)} – ${formatTime(hass, end, fine, zoned)}`;
  const day = formatDay(hass, start);
  return day === formatDay(hass, now) ? span : `${day}, ${span}`;
}

/** "in 2 h 5 min", "4 min ago" in the reader's language. */
export function formatFromNow(hass: Pick<Hass, "locale">, seconds: number): string {
  const size = Math.abs(seconds);
  const [unit, length]: [Intl.RelativeTimeFormatUnit, number] =
    size < 90 ? ["second", 1] : size < 5400 ? ["minute", 60] : size < 129_600 ? ["hour", 3600] : ["day", 86_400];
  return new Intl.RelativeTimeFormat(hass.locale.language, { numeric: "auto" }).format(Math.round(seconds / length), unit);
}
