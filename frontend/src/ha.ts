// The part of Home Assistant's frontend that the cards use.

export interface HassEntity {
  entity_id: string;
  state: string;
  attributes: Record<string, unknown>;
  last_changed: string;
}

export interface Locale {
  language: string;
  number_format: "language" | "system" | "comma_decimal" | "decimal_comma" | "quote_decimal" | "space_comma" | "none";
  time_format: "language" | "system" | "12" | "24";
  time_zone: "local" | "server";
}

export interface EntityEntry {
  entity_id: string;
  platform?: string;
  translation_key?: string;
  device_id?: string;
  hidden?: boolean;
}

export interface DeviceEntry {
  id: string;
  name: string | null;
  name_by_user?: string | null;
  primary_config_entry?: string | null;
  config_entries: string[];
  identifiers: [string, string][];
}

export interface Connection {
  connected: boolean;
  subscribeMessage<T>(
    callback: (message: T) => void,
    message: { type: string } & Record<string, unknown>,
    options?: { resubscribe?: boolean },
  ): Promise<() => Promise<void> | void>;
  addEventListener(event: "ready" | "disconnected", listener: () => void): void;
  removeEventListener(event: "ready" | "disconnected", listener: () => void): void;
}

export interface Hass {
  connection: Connection;
  connected: boolean;
  states: Record<string, HassEntity | undefined>;
  entities: Record<string, EntityEntry>;
  devices: Record<string, DeviceEntry | undefined>;
  panels: Record<string, { show_in_sidebar?: boolean } | undefined>;
  services: Record<string, Record<string, unknown> | undefined>;
  language: string;
  locale: Locale;
  config: { time_zone: string; currency: string };
  themes: { darkMode: boolean; theme: string };
  user?: { is_admin: boolean };
  localize(key: string, values?: Record<string, unknown>): string;
  formatEntityState(entity: HassEntity, state?: string): string;
  callWS<T>(message: { type: string } & Record<string, unknown>): Promise<T>;
  callService<T>(
    domain: string,
    service: string,
    data?: Record<string, unknown>,
    target?: { entity_id?: string },
    notifyOnError?: boolean,
    returnResponse?: boolean,
  ): Promise<{ response?: T }>;
}

export interface CardConfig {
  type: string;
  entry?: string;
  title?: string;
}

export interface GridOptions {
  columns?: number | "full";
  rows?: number | "auto";
  min_columns?: number;
  min_rows?: number;
}

export interface FormField {
  name: string;
  required?: boolean;
  selector: Record<string, unknown>;
}

/** Name of a community's or home's device as its owner calls it. */
export function deviceName(device: DeviceEntry): string {
  return device.name_by_user ?? device.name ?? "";
}
