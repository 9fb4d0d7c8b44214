import { type DeviceEntry, type EntityEntry, type Hass, deviceName } from "./ha";

export const DOMAIN = "energy_trade";

/** One home in one community: a config entry with its entities by translation key. */
export interface Home {
  entry: string;
  name: string;
  community: string;
  entities: ReadonlyMap<string, string>;
}

let known: { entities: Hass["entities"]; devices: Hass["devices"]; homes: readonly Home[] } | undefined;

/** All homes of this Home Assistant that trade, in a steady order; found from the registries, which any user may read. */
export function findHomes(hass: Pick<Hass, "entities" | "devices">): readonly Home[] {
  if (known?.entities !== hass.entities || known.devices !== hass.devices) {
    known = { entities: hass.entities, devices: hass.devices, homes: gather(hass) };
  }
  return known.homes;
}

function gather(hass: Pick<Hass, "entities" | "devices">): Home[] {
  const found = new Map<string, { devices: Map<string, DeviceEntry>; entities: Map<string, string> }>();
  for (const entity of Object.values(hass.entities)) {
    const device = entity.device_id === undefined ? undefined : hass.devices[entity.device_id];
    if (!device || !belongs(entity)) continue;
    const entry = device.primary_config_entry ?? device.config_entries[0];
    if (entry === undefined) continue;
    const home = found.get(entry) ?? { devices: new Map<string, DeviceEntry>(), entities: new Map<string, string>() };
    found.set(entry, home);
    home.devices.set(device.id, device);
    if (entity.translation_key !== undefined) home.entities.set(entity.translation_key, entity.entity_id);
  }
  return [...found]
    .map(([entry, { devices, entities }]) => ({
      entry,
      name: nameOf(devices, "-home"),
      community: nameOf(devices, "-community"),
      entities,
    }))
    .sort((one, other) => one.name.localeCompare(other.name) || one.entry.localeCompare(other.entry));
}

function belongs(entity: EntityEntry): boolean {
  return entity.platform === DOMAIN;
}

function nameOf(devices: ReadonlyMap<string, DeviceEntry>, ending: string): string {
  for (const device of devices.values()) {
    if (device.identifiers.some(([domain, id]) => domain === DOMAIN && id.endsWith(ending))) return deviceName(device);
  }
  return "";
}

/** The home that a card is about: the one that it names, else the first. */
export function chooseHome(hass: Hass, entry: string | undefined): Home | undefined {
  const homes = findHomes(hass);
  return entry === undefined ? homes[0] : homes.find((home) => home.entry === entry);
}
